package com.bloompetos.insight.effect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.bloompetos.insight.effect.Effect.Group;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EffectTest {
    @Test
    void theIntervalHoldsTheTruthInAbout95Of100Trials() {
        double sum = 0;
        int cases = 0;
        for (int[] sizes : new int[][] {{40, 10}, {80, 20}, {200, 50}}) {
            for (double treated : new double[] {0.05, 0.1, 0.2, 0.4}) {
                for (double heldOut : new double[] {0.05, 0.1, 0.2, 0.4, 0.6}) {
                    double coverage = coverage(sizes[0], treated, sizes[1], heldOut);
                    assertThat(coverage)
                            .as("%d at %s, %d at %s", sizes[0], treated, sizes[1], heldOut)
                            .isBetween(0.92, 1.0);
                    sum += coverage;
                    cases++;
                }
            }
        }
        assertThat(sum / cases).isBetween(0.945, 0.98);
    }

    /** Of every outcome that can be, weighed by how often it is: no luck of a seed. */
    private static double coverage(int n, double p, int m, double q) {
        double covered = 0;
        for (int x = 0; x <= n; x++) {
            for (int y = 0; y <= m; y++) {
                var effect = Effect.of(new Group(x, n), new Group(y, m));
                if (effect.least() <= q - p && q - p <= effect.most()) {
                    covered += binomial(x, n, p) * binomial(y, m, q);
                }
            }
        }
        return covered;
    }

    private static double binomial(int k, int n, double p) {
        double log = k * Math.log(p) + (n - k) * Math.log(1 - p);
        for (int i = 1; i <= k; i++) {
            log += Math.log(n - k + i) - Math.log(i);
        }
        return Math.exp(log);
    }

    @Test
    void aClearDifferenceIsSureAndNoneIsNot() {
        var clear = Effect.of(new Group(8, 160), new Group(16, 40));
        assertThat(clear.difference()).isCloseTo(0.35, within(1e-9));
        assertThat(clear.isSure()).isTrue();
        assertThat(Effect.of(new Group(16, 160), new Group(4, 40)).isSure()).isFalse();
    }

    @Test
    void fewTellNothing() {
        assertThat(Effect.isTooFew(new Group(0, 39), new Group(3, 9))).isTrue();
        assertThat(Effect.isTooFew(new Group(0, 10), new Group(3, 10))).isFalse();
    }

    @Test
    void aFifthIsLeftOutAndTheLotsAreTheSameAgain() {
        var lot = new Lot(new UUID(7, 7));
        int heldOut = 0;
        for (int i = 0; i < 10_000; i++) {
            var subject = new UUID(i, 1);
            heldOut += lot.isHeldOut(subject) ? 1 : 0;
            assertThat(new Lot(new UUID(7, 7)).isHeldOut(subject))
                    .isEqualTo(lot.isHeldOut(subject));
        }
        assertThat(heldOut).isBetween(1_880, 2_120);
    }

    @Test
    void aPredictionIsARange() {
        var prediction = Prediction.of(100, 0.3);
        assertThat(prediction.least()).isCloseTo(1.9, within(0.05));
        assertThat(prediction.most()).isCloseTo(16.4, within(0.05));
    }
}
