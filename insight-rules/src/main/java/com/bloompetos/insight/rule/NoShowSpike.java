package com.bloompetos.insight.rule;

import java.util.Map;
import java.util.Optional;

/** More than one appointment in seven missed: the branch needs reminders, not more bookings. */
public final class NoShowSpike implements Rule<BranchDay> {
    private static final double LIMIT = 1.0 / 7;
    private static final int FEWEST =
            20; // Below this, one missed slot alone moves the rate by five points.

    @Override
    public String name() {
        return "no_show_spike";
    }

    @Override
    public Class<BranchDay> facts() {
        return BranchDay.class;
    }

    @Override
    public Optional<Finding> evaluate(BranchDay day) {
        if (day.appointments() < FEWEST || day.noShowRate() <= LIMIT) {
            return Optional.empty();
        }
        return Optional.of(
                new Finding(
                        name(),
                        Severity.WARNING,
                        "%.0f%% no-shows".formatted(100 * day.noShowRate()),
                        Map.of(
                                "appointments", String.valueOf(day.appointments()),
                                "no_shows", String.valueOf(day.noShows())),
                        null,
                        Action.CONFIRM_APPOINTMENTS));
    }
}
