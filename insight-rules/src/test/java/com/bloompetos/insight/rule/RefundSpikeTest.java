package com.bloompetos.insight.rule;

import static com.bloompetos.insight.rule.GivenDays.TODAY;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RefundSpikeTest {
    private final RefundSpike rule = new RefundSpike();

    @Test
    void fiveTimesTheUsualIsFoundWhileTheDayStillRuns() {
        var finding =
                new GivenDays(rule, 40_000, 0).on(TODAY, 200_000, 0).open(Double.NaN).orElseThrow();
        assertThat(finding.title()).startsWith("Refunds ").endsWith(" times the usual");
        assertThat(finding.action()).isEqualTo(Action.REVIEW_REFUNDS);
    }

    @Test
    void lessThanTwiceTheUsualIsQuiet() {
        assertThat(new GivenDays(rule, 40_000, 0).on(TODAY, 75_000, 0).closed()).isEmpty();
    }

    @Test
    void oneLargeRefundWhereThereAreNearlyNoneIsQuiet() {
        assertThat(new GivenDays(rule, 0, 0).on(TODAY, 50_000, 0).closed()).isEmpty();
    }
}
