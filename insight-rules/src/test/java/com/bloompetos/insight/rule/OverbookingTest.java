package com.bloompetos.insight.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class OverbookingTest {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 20);
    private final Overbooking rule = new Overbooking();

    @Test
    void moreThanStaffHaveTimeForIsFound() {
        assertThat(rule.evaluate(new RosteredDay(DAY, 600, 480)).orElseThrow().title())
                .isEqualTo("600 minutes booked on 2026-11-20, 480 rostered");
    }

    @Test
    void aFewMinutesOverAreQuiet() {
        assertThat(rule.evaluate(new RosteredDay(DAY, 504, 480))).isEmpty();
        assertThat(rule.evaluate(new RosteredDay(DAY, 505, 480))).isPresent();
    }

    @Test
    void aBranchThatPlansNoShiftsIsNeverOverbooked() {
        assertThat(rule.evaluate(new RosteredDay(DAY, 600, 0))).isEmpty();
    }
}
