package com.bloompetos.insight.rule;

import static com.bloompetos.insight.rule.GivenDays.TODAY;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NoShowSpikeTest {
    private final NoShowSpike rule = new NoShowSpike();

    private GivenDays branch() {
        return new GivenDays(rule, 11, 100);
    }

    @Test
    void threeTimesTheUsualIsFound() {
        var finding = branch().on(TODAY, 33, 100).closed().orElseThrow();
        assertThat(finding.title()).isEqualTo("33% no-shows, 11% are usual");
        assertThat(finding.evidence()).containsEntry("observed", "33").containsEntry("of", "100");
        assertThat(finding.atStakeCents()).isBetween(20L, 24L);
        assertThat(finding.action()).isEqualTo(Action.CONFIRM_APPOINTMENTS);
    }

    @Test
    void whatChanceBringsIsQuiet() {
        assertThat(branch().on(TODAY, 17, 100).closed()).isEmpty();
    }

    @Test
    void aSmallDayIsQuietHoweverBad() {
        assertThat(branch().on(TODAY, 19, 19).closed()).isEmpty();
        assertThat(branch().on(TODAY, 20, 20).closed()).isPresent();
    }

    @Test
    void aBranchThatAlwaysMissesManyIsQuiet() {
        assertThat(new GivenDays(rule, 30, 100).on(TODAY, 33, 100).closed()).isEmpty();
    }

    @Test
    void fiveAppointmentsADayNeverGiveOneHundredPercentMore() {
        assertThat(new GivenDays(rule, 1, 5).on(TODAY, 5, 5).closed()).isEmpty();
    }

    @Test
    void theSameReadingAgainSaysTheSame() {
        var branch = branch().on(TODAY, 33, 100);
        var once = branch.closed();
        assertThat(branch.on(TODAY, 33, 100).closed()).isEqualTo(once);
    }

    @Test
    void aRestatedDayIsJudgedAsIfItHadAlwaysBeenSo() {
        var branch = branch().on(TODAY, 33, 100);
        assertThat(branch.on(TODAY, 12, 100).closed()).isEmpty();
    }
}
