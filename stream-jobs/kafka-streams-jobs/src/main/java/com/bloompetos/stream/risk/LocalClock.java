package com.bloompetos.stream.risk;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/**
 * The branch's own time around an appointment, from what its row says of itself: no zone has to be
 * looked up. Where a zone is not whole hours away it is up to half an hour off, and so is a feature
 * that nobody reads finer than the hour.
 */
record LocalClock(Duration ahead) {
    /** When the people of a branch look at their day; the score of the day is there by then. */
    private static final LocalTime MORNING = LocalTime.of(5, 0);

    static LocalClock of(Change.Appointment row) {
        var start = utc(row.start());
        return new LocalClock(
                Duration.between(start, row.day().atTime(row.hour(), start.getMinute())));
    }

    static LocalClock of(Instant start, LocalDateTime local) {
        return new LocalClock(Duration.between(utc(start), local));
    }

    LocalDateTime at(Instant moment) {
        return utc(moment).plus(ahead);
    }

    Instant instant(LocalDateTime local) {
        return local.minus(ahead).toInstant(ZoneOffset.UTC);
    }

    Instant morningOf(Instant start) {
        return instant(at(start).toLocalDate().atTime(MORNING));
    }

    private static LocalDateTime utc(Instant moment) {
        return LocalDateTime.ofInstant(moment, ZoneOffset.UTC).truncatedTo(ChronoUnit.SECONDS);
    }
}
