package com.bloompetos.api.appointment;

import com.bloompetos.api.problem.Problem;
import com.bloompetos.api.problem.ProblemType;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a wished time must look like before anybody is asked whether it is free. */
final class Slot {
    private static final Duration LONGEST = Duration.ofDays(60);
    private static final Duration FARTHEST = Duration.ofDays(2 * 366);

    private Slot() {}

    static void mustMakeSense(Instant from, @Nullable Instant to, Instant now) {
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
        if (to == null) {
            return;
        }
        if (!to.isAfter(from)) {
            throw Problem.invalid(
                    ProblemType.INVALID_FIELD, "ends_at", "The slot ends before it begins.");
        }
        if (to.isAfter(from.plus(LONGEST))) {
            throw Problem.invalid(
                    ProblemType.INVALID_FIELD,
                    "ends_at",
                    "A stay lasts %d days at most.".formatted(LONGEST.toDays()));
        }
    }
}
