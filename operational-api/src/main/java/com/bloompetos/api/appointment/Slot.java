package com.bloompetos.api.appointment;

import com.bloompetos.api.problem.Problem;
import com.bloompetos.api.problem.ProblemType;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** From when to when; the end is not part of it, so that slots can follow each other. */
record Slot(Instant from, Instant to) {
    private static final Duration LONGEST = Duration.ofDays(60);
    private static final Duration FARTHEST = Duration.ofDays(2 * 366);

    /** What a caller asks for, refused where it makes no sense. */
    static Slot wished(Instant from, @Nullable Instant to, Duration usual, Instant now) {
        if (from.isBefore(now)) {
            throw Problem.invalid(
                    ProblemType.SLOT_IN_THE_PAST,
                    "appointment_date",
                    "%s lies in the past.".formatted(from));
        }
        if (from.isAfter(now.plus(FARTHEST))) {
            throw Problem.invalid(
                    ProblemType.INVALID_FIELD,
                    "appointment_date",
                    "Slots open two years ahead at most.");
        }
        var end = to == null ? from.plus(usual) : to;
        if (!end.isAfter(from)) {
            throw Problem.invalid(
                    ProblemType.INVALID_FIELD, "ends_at", "The slot ends before it begins.");
        }
        if (end.isAfter(from.plus(LONGEST))) {
            throw Problem.invalid(
                    ProblemType.INVALID_FIELD,
                    "ends_at",
                    "A stay lasts %d days at most.".formatted(LONGEST.toDays()));
        }
        return new Slot(from, end);
    }

    Duration length() {
        return Duration.between(from, to);
    }
}
