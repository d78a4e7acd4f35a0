package com.bloompetos.insight.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SplitTest {

    @Test
    void volumeMixAndRateAlwaysSumToTheChange() {
        var random = new Random(29);
        for (int run = 0; run < 5_000; run++) {
            var before = kinds(random);
            var now = kinds(random);
            var exact = Split.Exact.of(before, now, Weeks.BEFORE);
            assertThat(exact.volume().plus(exact.mix()).plus(exact.rate()))
                    .isEqualTo(exact.change());
            var split = Split.of(before, now);
            assertThat(split.volume() + split.mix() + split.rate()).isEqualTo(split.change());
            // What rounding leaves is never more than one, and stands with the rate.
            assertThat(Math.abs(split.rate() - exact.rate().rounded())).isLessThanOrEqualTo(2);
        }
    }

    @Test
    void fewerOfTheSameIsVolume() {
        var split =
                Split.of(
                        Map.of("bath", new Sums(40_000, 40, 0)),
                        Map.of("bath", new Sums(5_000, 5, 0)));
        assertThat(split).isEqualTo(new Split(-5_000, -5_000, 0, 0));
    }

    @Test
    void theSameNumberOfCheaperOnesIsMix() {
        var split =
                Split.of(
                        Map.of("bath", new Sums(40_000, 40, 0), "groom", new Sums(160_000, 40, 0)),
                        Map.of("bath", new Sums(20_000, 20, 0)));
        assertThat(split).isEqualTo(new Split(-30_000, 0, -30_000, 0));
    }

    @Test
    void lessForEachIsRate() {
        var split =
                Split.of(
                        Map.of("bath", new Sums(40_000, 40, 0)),
                        Map.of("bath", new Sums(7_000, 10, 0)));
        assertThat(split).isEqualTo(new Split(-3_000, 0, 0, -3_000));
    }

    private static Map<String, Sums> kinds(Random random) {
        var kinds = new TreeMap<String, Sums>();
        for (int kind = random.nextInt(6); kind > 0; kind--) {
            kinds.put(
                    "kind " + random.nextInt(6),
                    new Sums(
                            random.nextInt(2_000_000) - 200_000,
                            random.nextInt(50),
                            random.nextInt(9)));
        }
        return kinds;
    }
}
