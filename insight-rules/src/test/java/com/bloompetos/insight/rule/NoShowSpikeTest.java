package com.bloompetos.insight.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class NoShowSpikeTest {
    private final NoShowSpike rule = new NoShowSpike();

    @Test
    void moreThanOneInSevenIsFound() {
        assertThat(rule.evaluate(new BranchDay(28, 5)).orElseThrow().title())
                .isEqualTo("18% no-shows");
    }

    @Test
    void exactlyOneInSevenIsQuiet() {
        assertThat(rule.evaluate(new BranchDay(28, 4))).isEmpty();
    }

    @Test
    void aSmallDayIsQuietHoweverBad() {
        assertThat(rule.evaluate(new BranchDay(19, 19))).isEmpty();
    }

    @Test
    void moreMissedThanBookedIsABug() {
        assertThatThrownBy(() -> new BranchDay(3, 4)).hasMessage("4 no-shows of 3 appointments");
    }
}
