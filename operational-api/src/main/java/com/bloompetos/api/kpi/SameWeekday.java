package com.bloompetos.api.kpi;

import com.bloompetos.insight.kpi.Kpi;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Whole days, and the days of the preceding weeks that they are compared with: each meets its own
 * weekday, and no day is counted twice. What is longer than a week is moved by as many weeks as it
 * spans.
 *
 * @param shiftDays from one period to the one before, in whole weeks
 * @param periods how many come before
 * @param running the day that was left out, since it is not over
 */
public record SameWeekday(
        LocalDate from, LocalDate to, int shiftDays, int periods, @Nullable LocalDate running) {
    private static final int WEEK = 7;

    /** First and last day of a period. */
    record Span(LocalDate from, LocalDate to) {}

    /**
     * Nothing when none of the days is over.
     *
     * @param weeks how far back to look; at least one period is
     * @param runningDay the first day that is not over at every branch
     */
    public static Optional<SameWeekday> of(
            Kpi kpi, LocalDate from, LocalDate to, int weeks, LocalDate runningDay) {
        boolean isOver = to.isBefore(runningDay);
        var last = isOver ? to : runningDay.minusDays(1);
        if (last.isBefore(from)) {
            return Optional.empty();
        }
        // A state is how things stood in the evening of the last day.
        var first = kpi.isState() ? last : from;
        int days = (int) ChronoUnit.DAYS.between(first, last) + 1;
        int shiftWeeks = (days + WEEK - 1) / WEEK;
        return Optional.of(
                new SameWeekday(
                        first,
                        last,
                        WEEK * shiftWeeks,
                        Math.max(1, weeks / shiftWeeks),
                        isOver ? null : runningDay));
    }

    int days() {
        return (int) ChronoUnit.DAYS.between(from, to) + 1;
    }

    LocalDate earliest() {
        return from.minusDays((long) periods * shiftDays);
    }

    /** The compared period first, then those before it. */
    List<Span> spans() {
        return IntStream.rangeClosed(0, periods)
                .mapToObj(
                        period ->
                                new Span(
                                        from.minusDays((long) period * shiftDays),
                                        to.minusDays((long) period * shiftDays)))
                .toList();
    }
}
