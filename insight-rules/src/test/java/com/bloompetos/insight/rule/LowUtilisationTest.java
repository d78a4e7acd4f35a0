package com.bloompetos.insight.rule;

import static com.bloompetos.insight.rule.GivenDays.TODAY;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LowUtilisationTest {
    private final LowUtilisation rule = new LowUtilisation();

    private GivenDays branch() {
        return new GivenDays(rule, 1_400, 1_920);
    }

    @Test
    void aDayHalfAsFullIsFoundWhenItIsOver() {
        var branch = branch().on(TODAY, 500, 1_920);
        assertThat(branch.open(Double.NaN)).isEmpty();
        assertThat(branch.closed().orElseThrow().action()).isEqualTo(Action.ADJUST_ROSTER);
    }

    @Test
    void aLittleEmptierIsQuiet() {
        assertThat(branch().on(TODAY, 1_150, 1_920).closed()).isEmpty();
    }

    @Test
    void onePersonsDayIsTooSmallToTell() {
        assertThat(new GivenDays(rule, 350, 480).on(TODAY, 60, 480).closed()).isEmpty();
    }
}
