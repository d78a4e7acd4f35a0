package com.bloompetos.insight.rule;

import com.bloompetos.insight.anomaly.DayQuestion;
import com.bloompetos.insight.anomaly.Measure;
import java.util.Locale;
import java.util.Optional;

/** Staff are rostered, and fewer appointments than usual fill their time. */
public final class LowUtilisation implements ReadingRule {
    @Override
    public String name() {
        return "low_utilisation";
    }

    @Override
    public String kpi() {
        return "utilisation";
    }

    @Override
    public DayQuestion question() {
        return new DayQuestion(Measure.RATIO, false, 1e-4, 0.25, 20);
    }

    @Override
    public double partsPerEvent() {
        return 30;
    }

    @Override
    public Optional<Finding> evaluate(ReadingEpisode episode) {
        return Optional.of(
                new Finding(
                        name(),
                        Severity.INFO,
                        String.format(
                                        Locale.ROOT,
                                        "Staff booked for %.0f%% of their time, %.0f%% is usual",
                                        100 * episode.days().observed() / episode.days().base(),
                                        100 * episode.days().expected() / episode.days().base())
                                + episode.when(),
                        episode.evidence(),
                        episode.atStakeCents(),
                        Action.ADJUST_ROSTER));
    }
}
