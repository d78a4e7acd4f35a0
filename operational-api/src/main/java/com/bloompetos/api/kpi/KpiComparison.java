package com.bloompetos.api.kpi;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A KPI beside the same weekdays of the weeks before: both numbers and never a percentage, which a
 * few appointments more or less would make huge.
 *
 * @param from first of the whole days that are compared; absent when none of them is over
 * @param running the day that was left out since it is not over
 * @param value over the compared days
 * @param mean of the periods before: their parts are summed before they are divided
 * @param periods how many of the periods before have readings; the mean stands on them
 * @param weeks how many weeks they span
 * @param isFew whether so little was counted that the two differ by chance
 * @param before the periods that the mean stands on, the nearest first
 */
public record KpiComparison(
        String with,
        @Nullable LocalDate from,
        @Nullable LocalDate to,
        @Nullable LocalDate running,
        @Nullable Double value,
        @Nullable Double mean,
        int periods,
        int weeks,
        boolean isFew,
        List<Before> before) {

    /** One of the periods before. */
    public record Before(
            LocalDate from,
            LocalDate to,
            long numerator,
            long denominator,
            @Nullable Double value,
            long branches) {}
}
