package com.bloompetos.insight.anomaly;

import static org.assertj.core.api.Assertions.assertThat;

import com.bloompetos.insight.anomaly.Episode.Kind;
import com.bloompetos.insight.anomaly.SeriesDetector.Measure;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class SeriesDetectorTest {
    private static final LocalDateTime FIRST = LocalDateTime.parse("2026-01-05T00:00:00");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);

    @Test
    void aConstantSeriesNeverAlarms() {
        assertThat(alarms(run(HOUR, Measure.AMOUNT, 2_000, i -> 7))).isEmpty();
    }

    @Test
    void noiseSeldomAlarms() {
        int alarms = 0;
        for (int seed = 0; seed < 10; seed++) {
            var random = new Random(seed);
            alarms +=
                    alarms(run(HOUR, Measure.AMOUNT, 2_000, i -> 50 + 5 * random.nextGaussian()))
                            .size();
        }
        // Ten series of twelve weeks: about one in two weeks of hours.
        assertThat(alarms).isLessThan(60);
    }

    @Test
    void nightAndWeekendAreNoAnomaly() {
        var random = new Random(2);
        var series =
                run(
                        HOUR,
                        Measure.AMOUNT,
                        3_000,
                        i -> {
                            var at = FIRST.plus(HOUR.multipliedBy(i));
                            boolean open = at.getHour() > 7 && at.getHour() < 18;
                            boolean weekend = at.getDayOfWeek().getValue() > 5;
                            double usual = open ? weekend ? 40 : 100 : 5;
                            return usual * (1 + 0.05 * random.nextGaussian());
                        });
        assertThat(alarms(series).stream().filter(i -> i > 800)).hasSizeLessThan(12);
    }

    @Test
    void fiveAppointmentsADayNeverGiveUpAHundredPercent() {
        for (int seed = 0; seed < 20; seed++) {
            var random = new Random(seed);
            var values = new double[400];
            for (int i = 0; i < values.length; i++) {
                values[i] = i % 20 == 19 ? 10 : Math.min(10, poisson(random, 5));
            }
            assertThat(alarms(run(DAY, Measure.COUNT, values.length, i -> values[i]))).isEmpty();
        }
    }

    @Test
    void aCountFarBeyondChanceDoesAlarm() {
        var random = new Random(4);
        var series = run(DAY, Measure.COUNT, 200, i -> i == 150 ? 60 : poisson(random, 5));
        assertThat(alarms(series)).contains(150);
    }

    @Test
    void aSpikeIsToldOnceWithItsBeginningEndAndSize() {
        var random = new Random(5);
        var episodes =
                episodes(
                        2_000,
                        i -> (i >= 1_500 && i < 1_505 ? 200 : 50) + 2 * random.nextGaussian(),
                        1_400);
        assertThat(episodes).hasSize(1);
        var spike = episodes.get(0);
        assertThat(spike.kind()).isEqualTo(Kind.SPIKE);
        assertThat(spike.begin()).isEqualTo(FIRST.plusHours(1_500));
        assertThat(spike.end()).isEqualTo(FIRST.plusHours(1_504));
        assertThat(spike.size()).isBetween(120.0, 180.0);
    }

    @Test
    void aNewLevelIsToldOnceAndThenIsTheUsual() {
        var random = new Random(6);
        var episodes =
                episodes(2_500, i -> (i >= 1_500 ? 90 : 50) + 2 * random.nextGaussian(), 1_400);
        assertThat(episodes.get(0).kind()).isEqualTo(Kind.LEVEL_SHIFT);
        assertThat(episodes.get(0).begin()).isEqualTo(FIRST.plusHours(1_500));
        assertThat(episodes.get(0).size()).isBetween(25.0, 45.0);
        assertThat(episodes).hasSizeLessThan(4);
    }

    @Test
    void whatCreepsIsADrift() {
        var random = new Random(7);
        var episodes =
                episodes(
                        6_000,
                        i -> 50 + Math.max(0, i - 3_000) * 0.02 + 2 * random.nextGaussian(),
                        2_000);
        assertThat(episodes).extracting(Episode::kind).contains(Kind.DRIFT);
        assertThat(episodes.stream().filter(e -> e.kind() == Kind.DRIFT).findFirst().orElseThrow())
                .satisfies(
                        drift -> {
                            assertThat(drift.size()).isPositive();
                            assertThat(drift.end()).isAfter(FIRST.plusHours(3_000));
                        });
    }

    @Test
    void noScoreDependsOnWhatComesLater() {
        var random = new Random(8);
        var values = random.doubles(1_000).toArray();
        var whole = run(HOUR, Measure.AMOUNT, 1_000, i -> values[i]);
        var half = run(HOUR, Measure.AMOUNT, 500, i -> values[i]);
        assertThat(whole.subList(0, 500)).isEqualTo(half);
    }

    @Test
    void theUnitOfASeriesDoesNotMatter() {
        var random = new Random(9);
        var values = random.doubles(1_000).map(v -> 100 + v).toArray();
        values[700] = 140;
        var euros = run(HOUR, Measure.AMOUNT, 1_000, i -> values[i]);
        var cents = run(HOUR, Measure.AMOUNT, 1_000, i -> 100 * values[i]);
        assertThat(alarms(cents)).isEqualTo(alarms(euros)).contains(700);
    }

    private static List<Surprise> run(
            Duration step, Measure measure, int readings, IntToDoubleFunction value) {
        var detector = new SeriesDetector(measure);
        var surprises = new ArrayList<Surprise>();
        for (int i = 0; i < readings; i++) {
            surprises.add(
                    detector.observe(FIRST.plus(step.multipliedBy(i)), value.applyAsDouble(i)));
        }
        return surprises;
    }

    private static List<Integer> alarms(List<Surprise> surprises) {
        var alarms = new ArrayList<Integer>();
        for (int i = 0; i < surprises.size(); i++) {
            if (surprises.get(i).score() >= Episodes.ALERT) {
                alarms.add(i);
            }
        }
        return alarms;
    }

    private static List<Episode> episodes(int readings, IntToDoubleFunction value, int from) {
        var detector = new SeriesDetector(Measure.AMOUNT);
        var watch = new Episodes();
        var episodes = new ArrayList<Episode>();
        for (int i = 0; i < readings; i++) {
            var at = FIRST.plusHours(i);
            double now = value.applyAsDouble(i);
            var told = watch.observe(at, now, detector.observe(at, now));
            if (i >= from) {
                told.ifPresent(episodes::add);
            }
        }
        return episodes;
    }

    private static double poisson(Random random, double mean) {
        int count = 0;
        for (double left = -Math.log(1 - random.nextDouble());
                left < mean;
                left -= Math.log(1 - random.nextDouble())) {
            count++;
        }
        return count;
    }
}
