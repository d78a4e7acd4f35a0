package com.bloompetos.insight.rule;

import com.bloompetos.insight.anomaly.Expectation;
import com.bloompetos.insight.anomaly.Measure;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** No booking for an open hour at a branch where that does not happen by chance. */
public final class SilentBranch implements Rule<Silence> {
    /** Before, a telephone call may still be going on. */
    public static final int SHORTEST_MINUTES = 60;

    /** Ten open hours a day at a hundred branches, and one false alarm in ten days. */
    private static final double RARITY = 1e-4;

    @Override
    public String name() {
        return "silent_branch";
    }

    @Override
    public Class<Silence> facts() {
        return Silence.class;
    }

    @Override
    public Optional<Finding> evaluate(Silence silence) {
        if (silence.openMinutes() < SHORTEST_MINUTES || silence.expected() <= 0) {
            return Optional.empty();
        }
        var chance =
                new Expectation(Measure.COUNT, silence.expected(), silence.spread(), 0).atMost(0);
        if (chance > RARITY) {
            return Optional.empty();
        }
        return Optional.of(
                new Finding(
                        name(),
                        Severity.CRITICAL,
                        String.format(
                                Locale.ROOT,
                                "No booking for %d open minutes, about %.0f are usual",
                                silence.openMinutes(),
                                silence.expected()),
                        Map.of(
                                "open_minutes", String.valueOf(silence.openMinutes()),
                                "expected", String.format(Locale.ROOT, "%.1f", silence.expected()),
                                "probability", String.format(Locale.ROOT, "%.1e", chance)),
                        silence.centsEach() == null
                                ? null
                                : Long.valueOf(
                                        Math.round(silence.expected() * silence.centsEach())),
                        Action.CALL_BRANCH));
    }
}
