package com.bloompetos.api.board;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the page shows of a branch's day, as a whole: a viewer who misses one state misses nothing
 * with the next.
 *
 * @param day the one that is shown, by the branch's clock
 * @param isToday whether it is still going on
 * @param warehouse here or away
 * @param pace absent as long as the warehouse has told none
 */
record Board(
        Place branch,
        LocalDate day,
        boolean isToday,
        String warehouse,
        List<Figure> kpis,
        @Nullable Pace pace,
        List<Visit> visits,
        List<Waiting> waiting,
        List<OpenAlert> alerts,
        int openAlerts,
        int snoozedAlerts,
        List<Item> stock,
        List<PartState> parts) {

    /** A KPI of the day, with what must stand beside it. */
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

    /**
     * How the day's bookings came in by the branch's hours, beside the same weekday of weeks
     * before.
     *
     * @param weeks over how many of these weekdays the usual day goes
     * @param hours from 0 to 24: what had come by the beginning of that hour
     */
    record Pace(String kpi, int definitionVersion, int weeks, List<Hour> hours) {}

    /**
     * @param soFar absent for an hour that has not begun
     */
    record Hour(
            int hour,
            @Nullable Double soFar,
            @Nullable Double usual,
            @Nullable Double fewest,
            @Nullable Double most) {}

    /**
     * An appointment of the day.
     *
     * @param stage scheduled, confirmed, checked_in, completed, no_show or cancelled
     * @param risk absent of one that is over, or that has no score
     */
    record Visit(
            UUID appointmentId,
            Instant startsAt,
            Instant endsAt,
            @Nullable String staff,
            String pet,
            String service,
            String stage,
            long priceCents,
            @Nullable Risk risk) {}

    /** How likely an appointment is to be missed, and why. */
    record Risk(
            double probability,
            List<String> reasons,
            List<String> loweredBy,
            String modelVersion) {}

    /**
     * Somebody who waits for a slot.
     *
     * @param offeredAt the slot that is kept for them now, until the offer expires
     */
    record Waiting(
            UUID entryId,
            String pet,
            String service,
            Instant fromAt,
            Instant untilAt,
            @Nullable Instant offeredAt,
            @Nullable Instant expiresAt) {}

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

    /**
     * An item that runs low: by its forecast, or by its reorder point.
     *
     * @param forecast absent while the stream has told none
     */
    record Item(
            UUID itemId,
            String label,
            String unit,
            int onHand,
            int reorderPoint,
            int reorderQuantity,
            @Nullable Outlook forecast) {}

    /** How long an item lasts, as the stream said last; the shelf may have moved since. */
    record Outlook(
            boolean isKnown,
            double probability,
            @Nullable LocalDate stockoutOn,
            LocalDate deliveryOn,
            int orderQuantity,
            @Nullable LocalDate orderBy,
            @Nullable UUID sisterBranchId,
            int sisterSpareUnits,
            int expiringUnits,
            @Nullable LocalDate expiresOn,
            String modelVersion,
            Instant madeAt) {}

    /** A part of the stack as its supervisor sees it. */
    record PartState(String part, String state) {}
}
