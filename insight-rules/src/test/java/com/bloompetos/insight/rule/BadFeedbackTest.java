package com.bloompetos.insight.rule;

import static com.bloompetos.insight.rule.GivenDays.TODAY;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BadFeedbackTest {
    private final BadFeedback rule = new BadFeedback();

    private GivenDays branch() {
        return new GivenDays(rule, 9, 10);
    }

    @Test
    void aWeekOfDiscontentIsFound() {
        var branch = branch();
        for (int day = 6; day >= 0; day--) {
            branch.on(TODAY.minusDays(day), 5, 10);
        }
        assertThat(branch.closed().orElseThrow().action()).isEqualTo(Action.CALL_CLIENT);
    }

    @Test
    void oneBadDayOfAWeekIsQuiet() {
        assertThat(branch().on(TODAY, 5, 10).closed()).isEmpty();
    }

    @Test
    void twoAnswersAWeekTellNothing() {
        assertThat(new GivenDays(rule, 1, 1).on(TODAY, 0, 2).closed()).isEmpty();
    }
}
