package com.bloompetos.insight.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PrecisionTest {
    @Test
    void theIntervalIsThatOfWilson() {
        // Worked out by hand: n = 10, p = 0.8, z = 1.959964.
        var precision = new Precision(8, 2);
        assertThat(precision.share()).isEqualTo(0.8);
        assertThat(precision.lower()).isCloseTo(0.4902, within(0.0001));
        assertThat(precision.upper()).isCloseTo(0.9433, within(0.0001));
    }

    @Test
    void withoutJudgementsEverythingIsPossible() {
        var nobody = new Precision(0, 0);
        assertThat(nobody.share()).isNaN();
        assertThat(nobody.lower()).isZero();
        assertThat(nobody.upper()).isEqualTo(1);
        assertThat(nobody.breaks(1)).isFalse();
    }

    @Test
    void nineteenJudgementsAreTooFewToBreakAPromise() {
        assertThat(new Precision(0, 19).breaks(0.8)).isFalse();
        assertThat(new Precision(0, 20).breaks(0.8)).isTrue();
    }

    @Test
    void aPromiseIsKeptWhileItLiesWithinTheInterval() {
        // 12 of 20: from 0.387 to 0.781.
        assertThat(new Precision(12, 8).breaks(0.78)).isFalse();
        assertThat(new Precision(12, 8).breaks(0.79)).isTrue();
    }

    @Test
    void countsAreNotNegative() {
        assertThatThrownBy(() -> new Precision(-1, 2)).hasMessage("-1 right, 2 wrong");
    }
}
