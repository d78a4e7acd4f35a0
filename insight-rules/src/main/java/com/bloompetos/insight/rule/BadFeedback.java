package com.bloompetos.insight.rule;

import com.bloompetos.insight.anomaly.DayQuestion;
import com.bloompetos.insight.anomaly.Measure;
import java.util.Locale;
import java.util.Optional;

/** Fewer clients content over a week than this branch is used to. */
public final class BadFeedback implements ReadingRule {
    @Override
    public String name() {
        return "bad_feedback";
    }

    @Override
    public String kpi() {
        return "csat";
    }

    @Override
    public DayQuestion question() {
        return new DayQuestion(Measure.RATIO, false, 1e-4, 0.15, 20);
    }

    @Override
    public int window() {
        return 7;
    }

    @Override
    public Optional<Finding> evaluate(ReadingEpisode episode) {
        return Optional.of(
                new Finding(
                        name(),
                        Severity.WARNING,
                        String.format(
                                        Locale.ROOT,
                                        "%.0f%% of clients content in a week, %.0f%% are usual",
                                        100 * episode.days().observed() / episode.days().base(),
                                        100 * episode.days().expected() / episode.days().base())
                                + episode.when(),
                        episode.evidence(),
                        episode.atStakeCents(),
                        Action.CALL_CLIENT));
    }
}
