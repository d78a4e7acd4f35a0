package com.bloompetos.insight.rule;

import com.bloompetos.insight.anomaly.DayQuestion;
import com.bloompetos.insight.anomaly.Measure;
import java.util.Locale;
import java.util.Optional;

/** Much more given back than usual: a mistake at the till, or worse. */
public final class RefundSpike implements ReadingRule {
    @Override
    public String name() {
        return "refund_spike";
    }

    @Override
    public String kpi() {
        return "refunds";
    }

    @Override
    public DayQuestion question() {
        return new DayQuestion(Measure.AMOUNT, true, 1e-5, 1, 5);
    }

    @Override
    public Optional<Finding> evaluate(ReadingEpisode episode) {
        return Optional.of(
                new Finding(
                        name(),
                        Severity.CRITICAL,
                        String.format(
                                        Locale.ROOT,
                                        "Refunds %.1f times the usual",
                                        1 + episode.change())
                                + episode.when(),
                        episode.evidence(),
                        episode.atStakeCents(),
                        Action.REVIEW_REFUNDS));
    }
}
