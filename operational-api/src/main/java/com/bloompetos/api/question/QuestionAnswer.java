package com.bloompetos.api.question;

import com.bloompetos.api.insight.Reason;
import com.bloompetos.api.knowledge.DocumentAnswer;
import com.bloompetos.api.kpi.Completeness;
import com.bloompetos.api.kpi.Freshness;
import com.bloompetos.api.kpi.KpiSeal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of a question: a number with everything that must stand beside it, or a refusal.
 *
 * @param sentence for people: the number and what it is of, or why there is none
 * @param told absent where the question was refused
 * @param refused absent where it was answered
 * @param documents absent where they were not asked
 * @param explained absent where it was not asked why
 */
record QuestionAnswer(
        String question,
        String sentence,
        @Nullable Told told,
        @Nullable Refused refused,
        @Nullable DocumentAnswer documents,
        @Nullable Explained explained) {

    /**
     * Why a number moved.
     *
     * @param understood the question in the words of the grammar
     * @param from the days that were asked about
     * @param before what they are held against: one stretch, or the same weekdays of four weeks
     * @param reasons one for each number that was asked about
     * @param notes what else a reader has to know, a sentence each
     */
    record Explained(
            String understood,
            String place,
            LocalDate from,
            LocalDate to,
            List<Stretch> before,
            Branches branches,
            List<Reason> reasons,
            List<String> notes,
            Freshness freshness) {}

    /** Days from the first to the last. */
    record Stretch(LocalDate from, LocalDate to) {}

    /**
     * A number, as it was understood and as it was counted.
     *
     * @param understood the question in the words of the grammar
     * @param currency of money values, which are in its hundredth
     * @param value over all that was asked about; absent where there is nothing to divide by
     * @param text the value as people read it
     * @param p90 the ninth decile of a KPI whose value is a median
     * @param day the evening that counts for a KPI that is a state
     * @param by what the groups are; absent for one number
     * @param groups in the order in which they were asked for
     * @param compared with other days; absent when not asked
     * @param notes what else a reader has to know, a sentence each
     * @param query the statement that the warehouse answered, with the reader's branches in it
     */
    record Told(
            String understood,
            String kpi,
            String label,
            String unit,
            @Nullable String per,
            @Nullable String currency,
            String direction,
            String dateBasis,
            int definitionVersion,
            String description,
            String place,
            LocalDate from,
            LocalDate to,
            Branches branches,
            @Nullable Double value,
            String text,
            @Nullable Double p90,
            long numerator,
            long denominator,
            @Nullable LocalDate day,
            @Nullable String by,
            List<Group> groups,
            @Nullable Compared compared,
            Chart chart,
            List<String> notes,
            @Nullable KpiSeal seal,
            @Nullable Completeness completeness,
            Freshness freshness,
            String query) {}

    /** Over how many of the branches that there are. */
    record Branches(long added, long withReadings, long of) {}

    /**
     * @param isFew whether so little was counted that it differs from others by chance
     */
    record Group(
            String key,
            String label,
            @Nullable Double value,
            String text,
            long numerator,
            long denominator,
            boolean isFew) {}

    /**
     * Two periods of whole days.
     *
     * @param value of the days that are over
     * @param with of the days that they are set against
     */
    record Compared(
            LocalDate from,
            LocalDate to,
            @Nullable Double value,
            String text,
            @Nullable LocalDate withFrom,
            @Nullable LocalDate withTo,
            @Nullable Double with,
            String withText,
            boolean isFew) {}

    /**
     * What a picture of the answer shows.
     *
     * @param kind number, bar or line
     */
    record Chart(String kind, List<String> labels, List<@Nullable Double> values) {}

    /**
     * @param reason why, for programs
     * @param words that were not understood
     * @param nearest questions that have an answer; none of them was asked
     */
    record Refused(String reason, List<String> words, List<String> nearest) {}
}
