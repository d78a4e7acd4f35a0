package com.bloompetos.insight.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class NegativeBinomialTest {
    @Test
    void oneIsCertainWhenNoneIsAsked() {
        assertThat(new NegativeBinomial(3, 6).atLeast(0)).isEqualTo(1);
    }

    @Test
    void aGeometricCountIsTheSpecialCaseItShouldBe() {
        // Mean m and variance m(1 + m): "at least k" is (m / (1 + m))^k.
        var geometric = new NegativeBinomial(2, 6);
        for (int k = 0; k < 20; k++) {
            assertThat(geometric.atLeast(k)).isCloseTo(Math.pow(2 / 3.0, k), Offset.offset(1e-9));
        }
    }

    @Test
    void itsMeanIsTheSumOfItsTails() {
        for (double mean : new double[] {0.02, 0.7, 5, 60, 900}) {
            var counts = new NegativeBinomial(mean, 3 * mean);
            double sum = 0;
            for (int k = 1; k < 40 + 4 * mean; k++) {
                sum += counts.atLeast(k);
            }
            assertThat(sum / mean).isCloseTo(1, Offset.offset(1e-3));
        }
    }

    @Test
    void aQuantileIsTheFirstCountThatIsLikelyEnough() {
        var counts = new NegativeBinomial(12, 20);
        int most = counts.quantile(0.95);
        assertThat(1 - counts.atLeast(most + 1)).isGreaterThanOrEqualTo(0.95);
        assertThat(1 - counts.atLeast(most)).isLessThan(0.95);
    }

    @Test
    void whatGoesBeyondACountIsTheSumOfTheTailsBehindIt() {
        var counts = new NegativeBinomial(12, 20);
        double tails = 0;
        for (int k = 11; k < 200; k++) {
            tails += counts.atLeast(k);
        }
        assertThat(counts.expectedAbove(10)).isCloseTo(tails, Offset.offset(1e-9));
        assertThat(counts.expectedAbove(0)).isEqualTo(12);
    }

    @Test
    void withoutAMeanThereIsNone() {
        assertThatThrownBy(() -> new NegativeBinomial(0, 1)).hasMessage("mean 0.0");
    }
}
