package com.bloompetos.insight.rule;

import static com.bloompetos.insight.rule.GivenDays.TODAY;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RevenueDropTest {
    private final RevenueDrop rule = new RevenueDrop();

    private GivenDays branch() {
        return new GivenDays(rule, 500_000, 0);
    }

    @Test
    void fortyPercentBelowTheUsualIsFound() {
        var finding = branch().on(TODAY, 300_000, 0).closed().orElseThrow();
        assertThat(finding.title()).startsWith("Revenue 4").endsWith("below the usual");
        assertThat(finding.atStakeCents()).isBetween(170_000L, 270_000L);
    }

    @Test
    void aQuarterLessIsWhereItBegins() {
        assertThat(branch().on(TODAY, 430_000, 0).closed()).isEmpty();
    }

    @Test
    void halfADayIsComparedWithHalfADay() {
        assertThat(branch().on(TODAY, 250_000, 0).open(0.5)).isEmpty();
        assertThat(branch().on(TODAY, 100_000, 0).open(0.5)).isPresent();
    }

    @Test
    void whereNobodyKnowsHowFarADayShouldBeItWaitsForTheEnd() {
        assertThat(branch().on(TODAY, 100_000, 0).open(Double.NaN)).isEmpty();
        assertThat(branch().on(TODAY, 100_000, 0).closed()).isPresent();
    }

    @Test
    void aSecondBadDayIsTheSameEpisode() {
        var finding =
                branch().on(TODAY.minusDays(1), 250_000, 0)
                        .on(TODAY, 300_000, 0)
                        .closed()
                        .orElseThrow();
        assertThat(finding.evidence())
                .containsEntry("begin", TODAY.minusDays(1).toString())
                .containsEntry("end", TODAY.toString())
                .containsEntry("days", "2");
    }
}
