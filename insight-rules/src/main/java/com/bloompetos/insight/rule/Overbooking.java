package com.bloompetos.insight.rule;

import java.util.Map;
import java.util.Optional;

/** More appointments than the rostered staff have time for: someone will wait, or stay late. */
public final class Overbooking implements Rule<RosteredDay> {
    private static final double LIMIT = 1.05;

    /** Half a day of one person; less is moved at the front desk. */
    private static final int FEWEST_MINUTES = 240;

    @Override
    public String name() {
        return "overbooking";
    }

    @Override
    public Class<RosteredDay> facts() {
        return RosteredDay.class;
    }

    @Override
    public Optional<Finding> evaluate(RosteredDay day) {
        if (day.rosteredMinutes() < FEWEST_MINUTES
                || day.bookedMinutes() <= LIMIT * day.rosteredMinutes()) {
            return Optional.empty();
        }
        return Optional.of(
                new Finding(
                        name(),
                        Severity.WARNING,
                        "%d minutes booked on %s, %d rostered"
                                .formatted(day.bookedMinutes(), day.day(), day.rosteredMinutes()),
                        Map.of(
                                "booked_minutes", String.valueOf(day.bookedMinutes()),
                                "rostered_minutes", String.valueOf(day.rosteredMinutes()),
                                "day", day.day().toString()),
                        null,
                        Action.MOVE_APPOINTMENTS));
    }
}
