package com.bloompetos.insight.rule;

import com.bloompetos.insight.anomaly.DayQuestion;
import com.bloompetos.insight.anomaly.Measure;
import java.util.Locale;
import java.util.Optional;

/** Net sales well below what this day usually brings this branch. */
public final class RevenueDrop implements ReadingRule {
    @Override
    public String name() {
        return "revenue_drop";
    }

    @Override
    public String kpi() {
        return "net_sales";
    }

    @Override
    public DayQuestion question() {
        return new DayQuestion(Measure.AMOUNT, false, 4e-3, 0.25, 15);
    }

    @Override
    public Optional<Finding> evaluate(ReadingEpisode episode) {
        return Optional.of(
                new Finding(
                        name(),
                        Severity.CRITICAL,
                        String.format(
                                        Locale.ROOT,
                                        "Revenue %.0f%% below the usual",
                                        -100 * episode.change())
                                + episode.when(),
                        episode.evidence(),
                        episode.atStakeCents(),
                        Action.REVIEW_PRICES_AND_DISCOUNTS));
    }
}
