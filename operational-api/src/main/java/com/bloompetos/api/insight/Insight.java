package com.bloompetos.api.insight;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What stood out at a branch, in words that are bound to numbers.
 *
 * @param pattern {@code week}: a bad one, and its part; {@code trend}: eight weeks the wrong way;
 *     {@code record}: the best week of twelve
 * @param part attributes with their values; empty where all of the branch is meant
 * @param sentence made from numbers alone
 * @param bindings each numeral, name and direction of the sentence, in its order
 * @param chart the days behind it, or the weeks by their first days: part and rest, numerator and
 *     denominator
 * @param atStakeCents a week; of a record what it brought
 * @param worthCents by which the list is ranked
 * @param advice what to do, in words
 * @param restated how often late rows changed its numbers without overturning it
 * @param feedback useful, known, wrong or done
 */
public record Insight(
        UUID insightId,
        UUID branchId,
        String kpi,
        String pattern,
        String part,
        LocalDate firstDay,
        LocalDate lastDay,
        String title,
        String sentence,
        @Schema(types = "array") @JsonRawValue String bindings,
        @Schema(types = "object") @JsonRawValue String chart,
        long atStakeCents,
        double confidence,
        long worthCents,
        String action,
        String advice,
        String status,
        @Nullable String withdrawnReason,
        @Nullable Instant withdrawnAt,
        int restated,
        @Nullable String feedback,
        Instant openedAt,
        Instant updatedAt) {
    boolean isOpen() {
        return status.equals("opened");
    }

    Insight worth(double cents) {
        return new Insight(
                insightId,
                branchId,
                kpi,
                pattern,
                part,
                firstDay,
                lastDay,
                title,
                sentence,
                bindings,
                chart,
                atStakeCents,
                confidence,
                Math.round(cents),
                action,
                advice,
                status,
                withdrawnReason,
                withdrawnAt,
                restated,
                feedback,
                openedAt,
                updatedAt);
    }
}
