package com.bloompetos.api.board;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the page shows of a branch, as a whole: a viewer who misses one state misses nothing with
 * the next.
 *
 * @param warehouse here or away
 */
record Board(
        Place branch,
        String warehouse,
        List<Figure> kpis,
        List<Risk> riskiest,
        List<OpenAlert> alerts,
        int openAlerts,
        int snoozedAlerts,
        List<LowStock> stock,
        int lowStock,
        List<PartState> parts) {

    /** A KPI of today, with what must stand beside it. */
    record Figure(
            String kpi,
            String label,
            String unit,
            String direction,
            String dateBasis,
            int definitionVersion,
            String description,
            long numerator,
            long denominator,
            @Nullable Double value,
            @Nullable Comparison comparison,
            List<Day> days) {}

    /**
     * The same weekday a week ago, up to the same time of day: a part is not held against a whole.
     */
    record Comparison(
            LocalDate day,
            Instant until,
            long numerator,
            long denominator,
            @Nullable Double value) {}

    /** One bar of the last two weeks. */
    record Day(LocalDate day, @Nullable Double value) {}

    /** An appointment that is still to come, and why it may be missed. */
    record Risk(
            UUID appointmentId,
            Instant startsAt,
            String pet,
            String service,
            double probability,
            List<String> reasons,
            List<String> loweredBy,
            String modelVersion) {}

    /** An alert that nobody has resolved. */
    record OpenAlert(
            UUID alertId,
            String rule,
            String severity,
            String title,
            String status,
            Instant openedAt,
            @Nullable Long atStakeCents,
            String advice) {}

    /** An item at or below its reorder point. */
    record LowStock(
            UUID itemId,
            String label,
            String unit,
            int onHand,
            int reorderPoint,
            int reorderQuantity) {}

    /** A part of the stack as its supervisor sees it. */
    record PartState(String part, String state) {}
}
