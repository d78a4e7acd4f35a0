package com.bloompetos.insight.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.assertj.core.data.Offset;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class ItemDemandTest {
    private static final LocalDate FIRST = LocalDate.parse("2023-01-02");
    private final BranchCalendar calendar = new BranchCalendar();
    private final ItemDemand item = new ItemDemand(new Profile(), new Profile(), Spread.shared());

    @Test
    void theWeekIsLearned() {
        var today = sell(400, day -> day.getDayOfWeek() == DayOfWeek.SATURDAY ? 20 : 5);
        for (int i = 0; i < 7; i++) {
            var day = today.plusDays(i);
            boolean isSaturday = day.getDayOfWeek() == DayOfWeek.SATURDAY;
            assertThat(item.expected(day, calendar))
                    .isCloseTo(isSaturday ? 20 : 5, Percentage.withPercentage(15));
        }
    }

    @Test
    void anItemSoldNowAndThenHasASmallDemandAndNotNone() {
        var random = new Random(3);
        var today = sell(600, day -> random.nextInt(20) == 0 ? 1 : 0);
        var month = item.total(today, 28, calendar);
        assertThat(month.mean()).isCloseTo(28 / 20.0, Percentage.withPercentage(60));
        assertThat(month.atLeast(1)).isBetween(0.4, 0.95);
        assertThat(month.atLeast(10)).isLessThan(0.02);
    }

    @Test
    void aNewLevelIsFollowed() {
        var today = sell(300, day -> 4);
        assertThat(item.expected(today, calendar)).isCloseTo(4, Percentage.withPercentage(5));
        for (int i = 0; i < 30; i++) {
            item.observe(today.plusDays(i), 12, true, calendar);
        }
        assertThat(item.expected(today.plusDays(30), calendar)).isBetween(9.0, 14.0);
    }

    @Test
    void probabilitiesOfRunningOutMatchWhatHappens() {
        var random = new Random(11);
        double told = 0;
        double ranOut = 0;
        var day = sell(200, any -> poisson(random, 6));
        for (int i = 0; i < 3_000; i++) {
            double onHand = 30 + random.nextInt(25);
            double p = item.total(day, 7, calendar).atLeast(onHand);
            double week = 0;
            for (int d = 0; d < 7; d++) {
                double units = poisson(random, 6);
                week += units;
                item.observe(day, units, true, calendar);
                day = day.plusDays(1);
            }
            told += p;
            ranOut += week >= onHand ? 1 : 0;
        }
        assertThat(told / ranOut).isCloseTo(1, Offset.offset(0.05));
    }

    @Test
    void moreOnHandIsNeverRiskierAndMoreDaysAreNeverSafer() {
        var random = new Random(5);
        var today = sell(300, any -> poisson(random, 3));
        double before = 1;
        for (int onHand = 0; onHand < 60; onHand++) {
            double now = item.total(today, 7, calendar).atLeast(onHand);
            assertThat(now).isBetween(0.0, before);
            assertThat(item.total(today, 14, calendar).atLeast(onHand))
                    .isGreaterThanOrEqualTo(now - 1e-9);
            before = now;
        }
    }

    @Test
    void daysOnWhichItIsNotOfferedSayNothing() {
        var today = sell(200, day -> 5);
        double before = item.expected(today, calendar);
        for (int i = 0; i < 50; i++) {
            item.observe(today.plusDays(i), 0, false, calendar);
        }
        assertThat(item.expected(today, calendar)).isEqualTo(before);
    }

    @Test
    void aDayOfTheYearOnWhichTheBranchWasClosedSellsNothing() {
        var holiday = LocalDate.parse("2024-01-01");
        sell(500, day -> day.equals(holiday) ? 0 : 50);
        assertThat(item.expected(LocalDate.parse("2025-01-01"), calendar)).isZero();
        assertThat(item.expected(LocalDate.parse("2025-01-02"), calendar))
                .isCloseTo(50, Percentage.withPercentage(5));
    }

    @Test
    void aDayOfTheMonthThatStandsOutIsExpectedToDoSoAgain() {
        for (int i = 0; i < 700; i++) {
            var day = FIRST.plusDays(i);
            boolean isPayDay = day.getDayOfMonth() == 15;
            calendar.observe(day, isPayDay ? 120 : 40, isPayDay);
            item.observe(day, isPayDay ? 120 : 40, true, calendar);
        }
        assertThat(item.expected(LocalDate.parse("2024-12-15"), calendar)).isGreaterThan(90);
        assertThat(item.expected(LocalDate.parse("2024-12-16"), calendar)).isLessThan(50);
    }

    @Test
    void theMiddleIsALittleUnderTheMean() {
        var today = sell(200, day -> 10);
        assertThat(item.middle(today, calendar))
                .isLessThan(item.expected(today, calendar))
                .isGreaterThan(9.5);
    }

    private LocalDate sell(int days, ToDoubleFunction<LocalDate> units) {
        for (int i = 0; i < days; i++) {
            var day = FIRST.plusDays(i);
            double sold = units.applyAsDouble(day);
            calendar.observe(day, sold, false);
            item.observe(day, sold, true, calendar);
        }
        return FIRST.plusDays(days);
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
