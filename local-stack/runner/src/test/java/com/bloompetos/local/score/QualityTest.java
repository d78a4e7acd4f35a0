package com.bloompetos.local.score;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QualityTest {
    @TempDir Path folder;

    @Test
    void dataThatIsNotThereIsSkippedInWords() throws IOException {
        var told = new ByteArrayOutputStream();
        var figures = Quality.run(folder, new PrintStream(told, true));
        assertThat(figures)
                .containsOnlyKeys("noshow", "stockout", "forecast", "anomaly", "drivers");
        assertThat(figures.values())
                .allSatisfy(
                        figure -> assertThat(figure.toString()).startsWith("skipped: there is"));
        assertThat(told.toString()).contains("noshow: skipped");
    }

    @Test
    void aPerfectOrderIsOneAndAReversedOneIsZero() {
        var perfect = new Judged();
        var reversed = new Judged();
        var blind = new Judged();
        for (int i = 0; i < 100; i++) {
            perfect.add(i / 100.0, i > 70);
            reversed.add(1 - i / 100.0, i > 70);
            blind.add(0.3, i > 70);
        }
        assertThat(perfect.auc()).isEqualTo(1);
        assertThat(reversed.auc()).isZero();
        assertThat(blind.auc()).isEqualTo(0.5);
        assertThat(blind.brier()).isCloseTo(0.29 * 0.49 + 0.71 * 0.09, Offset.offset(1e-9));
        assertThat(blind.calibrationError()).isCloseTo(0.01, Offset.offset(1e-9));
    }

    @Test
    void whoTellsTheTruthIsCalibrated() {
        var random = new SplittableRandom(1);
        var honest = new Judged();
        for (int i = 0; i < 200_000; i++) {
            double p = random.nextDouble();
            honest.add(p, random.nextDouble() < p);
        }
        assertThat(honest.calibrationError()).isLessThan(0.015);
        assertThat(honest.brier()).isCloseTo(1 / 6.0, Offset.offset(0.005));
    }

    @Test
    void findingAWindowEarlyIsWorthMoreThanLateAndNothingIsWorthNothing() {
        double early = SeriesWindows.score(List.of(alertAt(500)), 0.5);
        double late = SeriesWindows.score(List.of(alertAt(595)), 0.5);
        assertThat(early).isCloseTo(100, Offset.offset(0.1));
        assertThat(late).isBetween(50.0, 75.0);
        assertThat(SeriesWindows.score(List.of(alertAt(300)), 0.5)).isNegative();
        assertThat(SeriesWindows.score(List.of(alertAt(10)), 0.5)).isZero();
        assertThat(SeriesWindows.alerts(List.of(alertAt(500)), 0.5))
                .containsEntry("found", 1)
                .containsEntry("needless", 0);
    }

    private static SeriesWindows alertAt(int place) {
        var stamps = new ArrayList<String>();
        for (int i = 0; i < 1_000; i++) {
            stamps.add("t" + i);
        }
        var scores = new double[1_000];
        scores[place] = 1;
        return new SeriesWindows(stamps, scores, List.<String[]>of(new String[] {"t500", "t599"}));
    }
}
