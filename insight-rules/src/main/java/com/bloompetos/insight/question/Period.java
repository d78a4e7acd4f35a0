package com.bloompetos.insight.question;

import java.time.LocalDate;

/**
 * Whole days that are asked about.
 *
 * @param words how an answer says it
 * @param unit what it is one of: it decides what comes before it
 */
public record Period(LocalDate from, LocalDate to, String words, Unit unit) {

    /** A month before is a month, however many days it has. */
    public enum Unit {
        DAYS,
        WEEK,
        MONTH,
        QUARTER,
        YEAR
    }

    /** The days right before, as many of the same unit. */
    Period before() {
        int days = (int) (to.toEpochDay() - from.toEpochDay()) + 1;
        return switch (unit) {
            case DAYS -> of(from.minusDays(days), from.minusDays(1));
            case WEEK -> of(from.minusWeeks(1), from.minusDays(1));
            case MONTH -> of(from.minusMonths(1), from.minusDays(1));
            case QUARTER -> of(from.minusMonths(3), from.minusDays(1));
            case YEAR -> of(from.minusYears(1), from.minusDays(1));
        };
    }

    private Period of(LocalDate first, LocalDate last) {
        return new Period(first, last, "the days before", unit);
    }

    /** The same dates of the year before. */
    Period yearBefore() {
        return new Period(
                from.minusYears(1), to.minusYears(1), "the same dates a year before", unit);
    }

    /** Cut off before a day that is not over. */
    Period until(LocalDate lastWholeDay) {
        return to.isAfter(lastWholeDay) ? new Period(from, lastWholeDay, words, unit) : this;
    }

    /** As many days of it as another period has, from its first one. */
    Period asLongAs(Period other) {
        var last = from.plusDays(other.to.toEpochDay() - other.from.toEpochDay());
        return last.isBefore(to) ? new Period(from, last, words, unit) : this;
    }
}
