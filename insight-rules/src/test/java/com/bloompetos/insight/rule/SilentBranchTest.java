package com.bloompetos.insight.rule;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SilentBranchTest {
    private final SilentBranch rule = new SilentBranch();

    @Test
    void anHourWithoutTheUsualTwentyIsFound() {
        var finding = rule.evaluate(new Silence(60, 20, 2, 5_000.0)).orElseThrow();
        assertThat(finding.title()).isEqualTo("No booking for 60 open minutes, about 20 are usual");
        assertThat(finding.atStakeCents()).isEqualTo(100_000);
        assertThat(finding.action()).isEqualTo(Action.CALL_BRANCH);
    }

    @Test
    void aMinuteLessIsQuiet() {
        assertThat(rule.evaluate(new Silence(59, 20, 2, null))).isEmpty();
    }

    @Test
    void aQuietBranchIsNotSilentAfterAnHour() {
        assertThat(rule.evaluate(new Silence(60, 2, 1.2, null))).isEmpty();
        assertThat(rule.evaluate(new Silence(600, 0, 1, null))).isEmpty();
    }
}
