package com.bloompetos.api.board;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A KPI's days around an alert.
 *
 * @param weeks of how many weeks before the same weekdays are the range beside each day
 */
record EvidenceChart(
        String kpi,
        String label,
        String unit,
        String dateBasis,
        int definitionVersion,
        int weeks,
        List<Day> days) {

    /** One day and what its weekday brought before: the lowest, the middle and the highest. */
    record Day(
            LocalDate day,
            @Nullable Double value,
            @Nullable Double low,
            @Nullable Double usual,
            @Nullable Double high) {}
}
