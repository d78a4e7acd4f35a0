package com.bloompetos.insight.rule;

import com.bloompetos.insight.anomaly.DayQuestion;
import com.bloompetos.insight.anomaly.Measure;
import java.util.Locale;
import java.util.Optional;

/** More appointments missed than the branch's own history explains: call before the next are. */
public final class NoShowSpike implements ReadingRule {
    @Override
    public String name() {
        return "no_show_spike";
    }

    @Override
    public String kpi() {
        return "no_show_rate";
    }

    @Override
    public DayQuestion question() {
        return new DayQuestion(Measure.RATIO, true, 5e-4, 0.5, 20);
    }

    @Override
    public Optional<Finding> evaluate(ReadingEpisode episode) {
        return Optional.of(
                new Finding(
                        name(),
                        Severity.WARNING,
                        String.format(
                                        Locale.ROOT,
                                        "%.0f%% no-shows, %.0f%% are usual",
                                        100 * episode.days().observed() / episode.days().base(),
                                        100 * episode.days().expected() / episode.days().base())
                                + episode.when(),
                        episode.evidence(),
                        episode.atStakeCents(),
                        Action.CONFIRM_APPOINTMENTS));
    }
}
