package com.bloompetos.local.bench;

import com.bloompetos.insight.explain.Fact;
import com.bloompetos.insight.explain.Look;
import com.bloompetos.insight.explain.Sums;
import java.time.LocalDate;
import java.util.List;

/**
 * One appointment of a simulated history and what became of it.
 *
 * @param saleCents what its invoice came to; zero where it did not take place
 * @param refundCents what was given back of it on the same day
 */
record InsightVisit(
        LocalDate booked,
        LocalDate scheduled,
        int hour,
        String category,
        String service,
        String staff,
        int client,
        boolean isNew,
        String species,
        String status,
        boolean isLateCancel,
        long priceCents,
        long saleCents,
        long refundCents) {

    private static final List<String> WEEKDAYS =
            List.of("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday");

    LocalDate day(Look look) {
        return look == Look.BOOKINGS ? booked : scheduled;
    }

    boolean counts(Look look) {
        return switch (look) {
            case NO_SHOW_RATE ->
                    status.equals("completed") || status.equals("no_show") || isLateCancel;
            case LATE_CANCEL_RATE, BOOKINGS -> true;
            case NET_SALES -> status.equals("completed");
            case REFUNDS -> refundCents > 0;
        };
    }

    /** What production's query tells of it. */
    Fact fact(Look look) {
        long numerator =
                switch (look) {
                    case NO_SHOW_RATE -> status.equals("no_show") ? 1 : 0;
                    case LATE_CANCEL_RATE -> isLateCancel ? 1 : 0;
                    case BOOKINGS -> 1;
                    case NET_SALES -> saleCents - refundCents;
                    case REFUNDS -> refundCents;
                };
        boolean isMoney = look.kind() == Look.Kind.MONEY;
        long worth = isMoney ? numerator : priceCents;
        return new Fact(day(look), attributes(look), new Sums(numerator, 1, worth));
    }

    InsightVisit ended(String status, boolean isLateCancel) {
        return with(status, isLateCancel, 0, 0);
    }

    InsightVisit sold(long saleCents) {
        return with(status, isLateCancel, saleCents, Math.min(refundCents, saleCents));
    }

    InsightVisit refunded() {
        return with(status, isLateCancel, saleCents, saleCents);
    }

    private InsightVisit with(
            String status, boolean isLateCancel, long saleCents, long refundCents) {
        return new InsightVisit(
                booked,
                scheduled,
                hour,
                category,
                service,
                staff,
                client,
                isNew,
                species,
                status,
                isLateCancel,
                priceCents,
                saleCents,
                refundCents);
    }

    List<String> attributes(Look look) {
        long ahead = scheduled.toEpochDay() - booked.toEpochDay();
        return List.of(
                category,
                service,
                staff,
                WEEKDAYS.get(day(look).getDayOfWeek().ordinal()),
                hour < 11 ? "early" : hour < 15 ? "midday" : "late",
                isNew ? "new" : "known",
                ahead == 0
                        ? "same day"
                        : ahead <= 3
                                ? "1 to 3 days"
                                : ahead <= 10 ? "4 to 10 days" : "11 days or more",
                species);
    }
}
