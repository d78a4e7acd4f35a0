package com.bloompetos.insight.explain;

import java.time.LocalDate;

/**
 * A whole week and the four before it: the same weekdays, and never a day that is not over.
 *
 * @param last the week's last day
 */
public record Weeks(LocalDate last) {
    /** How many weeks are the usual. */
    public static final int BEFORE = 4;

    private static final int DAYS = 7;

    /** The week that ended with the day before this one. */
    public static Weeks before(LocalDate today) {
        return new Weeks(today.minusDays(1));
    }

    public LocalDate first() {
        return last.minusDays(DAYS - 1);
    }

    /** The first day of the weeks before. */
    public LocalDate since() {
        return first().minusDays((long) DAYS * BEFORE);
    }

    public boolean isNow(LocalDate day) {
        return !day.isBefore(first()) && !day.isAfter(last);
    }

    public boolean isBefore(LocalDate day) {
        return !day.isBefore(since()) && day.isBefore(first());
    }

    /** Of all weeks, the week itself is the last. */
    int weekOf(LocalDate day) {
        return (int) ((day.toEpochDay() - since().toEpochDay()) / DAYS);
    }
}
