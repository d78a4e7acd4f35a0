package com.bloompetos.insight.anomaly;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ExpectationTest {
    private static final Offset<Double> NEAR = Offset.offset(1e-9);

    @Test
    void tailsOfCountsMeet() {
        var counts = new Expectation(Measure.COUNT, 12, 1.8, 0);
        for (int k = 0; k < 60; k++) {
            assertThat(counts.atMost(k) + counts.atLeast(k + 1)).isCloseTo(1, NEAR);
        }
    }

    @Test
    void anExponentialAmountIsTheSpecialCaseItShouldBe() {
        // Shape 1: the mean is the spread.
        var amount = new Expectation(Measure.AMOUNT, 40, 40, 0);
        for (double value = 1; value < 400; value *= 1.7) {
            assertThat(amount.atLeast(value)).isCloseTo(Math.exp(-value / 40), NEAR);
            assertThat(amount.atMost(value)).isCloseTo(1 - Math.exp(-value / 40), NEAR);
        }
    }

    @Test
    void outcomesThatAreNotAlikeAreBinomial() {
        // Ten of a fair coin: 56 of 1024 have eight heads or more.
        var coin = new Expectation(Measure.RATIO, 5, 0, 10);
        assertThat(coin.atLeast(8)).isCloseTo(56 / 1024.0, Offset.offset(1e-4));
        assertThat(coin.atMost(2)).isCloseTo(56 / 1024.0, Offset.offset(1e-4));
    }

    @Test
    void outcomesThatAreFullyMixedAreEquallyLikely() {
        // A rate that is uniform between none and all: every count of ten has one part in eleven.
        var any = new Expectation(Measure.RATIO, 5, 1 / 3.0, 10);
        for (int k = 0; k <= 10; k++) {
            assertThat(any.atLeast(k)).isCloseTo((11 - k) / 11.0, Offset.offset(1e-6));
        }
    }
}
