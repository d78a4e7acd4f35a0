package com.bloompetos.insight.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class CourseTest {
    private static final LocalDate LAST = LocalDate.of(2026, 11, 21);
    private static final int ROUNDS = 2_000;

    private final Random random = new Random(5);

    @Test
    void whatGoesOnAsItWasIsNeitherATrendNorOftenARecord() {
        for (var look : Look.values()) {
            int trends = 0;
            int records = 0;
            for (int round = 0; round < ROUNDS; round++) {
                var course = course(look, week -> 1);
                trends += Trend.find(course).isPresent() ? 1 : 0;
                records += BestWeek.find(course).isPresent() ? 1 : 0;
            }
            assertThat(trends).as("trends of " + look).isLessThan(ROUNDS / 200);
            assertThat(records).as("records of " + look).isLessThan(ROUNDS / 50);
        }
    }

    @Test
    void whatGetsWorseByHalfOverEightWeeksIsFound() {
        for (var look : List.of(Look.NO_SHOW_RATE, Look.BOOKINGS, Look.NET_SALES)) {
            double sign = look.isBadWhenRising() ? 1 : -0.6;
            int found = 0;
            for (int round = 0; round < ROUNDS; round++) {
                var course = course(look, week -> 1 + sign * Math.max(0, week - 4) / 7);
                var trend = Trend.find(course);
                found += trend.isPresent() ? 1 : 0;
                trend.ifPresent(each -> assertThat(each.atStakeCents()).isPositive());
            }
            assertThat(found).as(look.kpi()).isGreaterThan(ROUNDS * 8 / 10);
        }
    }

    @Test
    void whatGetsBetterIsNoTrendAndItsLastWeekMayBeARecord() {
        for (int round = 0; round < 200; round++) {
            assertThat(Trend.find(course(Look.BOOKINGS, week -> 1 + week / 10.0))).isEmpty();
        }
        var best = BestWeek.find(course(Look.BOOKINGS, week -> week == 11 ? 1.4 : 1));
        assertThat(best.orElseThrow().better()).isBetween(100.0, 220.0);
    }

    @Test
    void aTieIsNoRecord() {
        var weeks = new ArrayList<>(course(Look.BOOKINGS, week -> week == 11 ? 2 : 1).weeks());
        weeks.set(3, weeks.get(11));
        var tied = new Course(Look.BOOKINGS, LAST, weeks);
        assertThat(BestWeek.find(tied)).isEmpty();
        assertThat(BestWeek.of(tied).claimed()).isZero();
    }

    @Test
    void aWeekInWhichNothingWasCountedSaysThatTheBranchWasNotThere() {
        var weeks = new ArrayList<>(course(Look.NO_SHOW_RATE, week -> 1 + week / 4.0).weeks());
        weeks.set(6, Sums.NONE);
        var course = new Course(Look.NO_SHOW_RATE, LAST, weeks);
        assertThat(Trend.find(course)).isEmpty();
        assertThat(Trend.of(course).claimed()).isZero();
        assertThat(BestWeek.of(course).claimed()).isZero();
    }

    @Test
    void linesAreTheQuerysOwn() {
        var course =
                Course.of(
                        Look.NO_SHOW_RATE,
                        LAST,
                        List.of("2026-08-30\t3\t40\t200000", "2026-11-15\t5\t50\t250000"));
        assertThat(course.days()).hasSize(12).startsWith(LocalDate.of(2026, 8, 30));
        assertThat(course.days()).endsWith(LocalDate.of(2026, 11, 15));
        assertThat(course.week(0)).isEqualTo(new Sums(3, 40, 200_000));
        assertThat(course.week(1)).isEqualTo(Sums.NONE);
        assertThat(course.now()).isEqualTo(new Sums(5, 50, 250_000));
    }

    /** Some 400 appointments a week; of shares a tenth, of sales 60.00 each. */
    private Course course(Look look, IntToDoubleFunction level) {
        var weeks = new ArrayList<Sums>();
        for (int week = 0; week < Course.WEEKS; week++) {
            double luck = (1 + 0.03 * random.nextGaussian()) * level.applyAsDouble(week);
            weeks.add(
                    switch (look.kind()) {
                        case SHARE -> {
                            long of = around(400);
                            yield new Sums(around(0.1 * luck * of), of, of * 6_000);
                        }
                        case COUNT -> {
                            long of = around(400 * luck);
                            yield new Sums(of, of, of * 6_000);
                        }
                        case MONEY -> {
                            long of = around(400 * luck);
                            long cents =
                                    Math.round(of * 6_000 * (1 + 0.02 * random.nextGaussian()));
                            yield new Sums(cents, of, cents);
                        }
                    });
        }
        return new Course(look, LAST, weeks);
    }

    private long around(double mean) {
        return Math.max(1, Math.round(mean + Math.sqrt(mean) * random.nextGaussian()));
    }
}
