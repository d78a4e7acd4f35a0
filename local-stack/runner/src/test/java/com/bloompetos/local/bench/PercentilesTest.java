package com.bloompetos.local.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PercentilesTest {

    private static final long MILLI = 1_000_000;

    private static Percentiles ofMillis(LongStream millis) {
        return new Percentiles(millis.map(m -> m * MILLI).toArray());
    }

    @Test
    void ranksAreNearestAndNeverBetweenTwoMeasures() {
        Percentiles hundred = ofMillis(LongStream.rangeClosed(1, 100));
        assertThat(hundred.millis(50)).isEqualTo(50);
        assertThat(hundred.millis(99)).isEqualTo(99);
        assertThat(hundred.millis(99.1)).isEqualTo(100);
        assertThat(hundred.millis(100)).isEqualTo(100);
        assertThat(ofMillis(LongStream.of(1, 3)).millis(50)).isEqualTo(1);
    }

    @Test
    void orderDoesNotMatterAndNothingIsZero() {
        assertThat(ofMillis(LongStream.of(9, 1, 5)).millis(50)).isEqualTo(5);
        assertThat(ofMillis(LongStream.empty()).millis(99)).isZero();
        assertThat(ofMillis(LongStream.of(7)).millis(0.1)).isEqualTo(7);
    }

    @Test
    void whatIsNoPercentileIsRefused() {
        assertThatThrownBy(() -> ofMillis(LongStream.of(1)).millis(0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ofMillis(LongStream.of(1)).millis(101))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
