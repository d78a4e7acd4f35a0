package com.bloompetos.stream.anomaly;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class PaceTest {
    private static final Offset<Double> NEAR = Offset.offset(1e-9);

    @Test
    void halfOfASlotIsHalfOfWhatItBrings() {
        var pace = new Pace();
        pace.add(9 * 60, 30);
        pace.add(9 * 60 + 30, 10);
        assertThat(pace.at(9 * 60)).isEqualTo(0);
        assertThat(pace.at(9 * 60 + 15)).isCloseTo(15 / 40.0, NEAR);
        assertThat(pace.at(24 * 60)).isEqualTo(1);
    }

    @Test
    void whatWasLoadedAfterwardsIsNoPace() {
        var pace = new Pace();
        pace.add(9 * 60, 10);
        pace.add(30 * 60, 90);
        assertThat(pace.isKnown()).isFalse();
        pace.add(10 * 60, 100);
        assertThat(pace.isKnown()).isTrue();
        assertThat(pace.at(24 * 60)).isCloseTo(110 / 200.0, NEAR);
    }

    @Test
    void nothingToldIsNothingKnown() {
        assertThat(new Pace().isKnown()).isFalse();
    }
}
