package com.bloompetos.insight.anomaly;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class SisterReadingsTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 18);
    private static final DayQuestion FALL = new DayQuestion(Measure.COUNT, false, 1e-3, 0.25, 15);
    private static final DayQuestion RISE = new DayQuestion(Measure.COUNT, true, 1e-3, 0.25, 15);
    private static final double[] WEEK = {1, 1, 1, 1, 1.3, 1.2, 0.5};

    private final Random random = new Random(11);

    private double poisson(double mean) {
        return Math.max(0, Math.round(mean + Math.sqrt(mean) * random.nextGaussian()));
    }

    /** Ten branches of different size, each day times a factor by days before today. */
    private SisterReadings chain(DayQuestion question, IntToDoubleFunction factor) {
        var chain = new SisterReadings(question, 1, 1);
        chain.turnTo(TODAY);
        for (int branch = 0; branch < 10; branch++) {
            for (int before = 60; before >= 0; before--) {
                var day = TODAY.minusDays(before);
                double mean =
                        40
                                * (branch + 1)
                                * WEEK[day.getDayOfWeek().getValue() - 1]
                                * factor.applyAsDouble(before);
                chain.put("b" + branch, day, poisson(mean), 0);
            }
        }
        return chain;
    }

    private static List<DayEpisode> closed(SisterReadings chain, String branch) {
        return chain.judge(branch, true, 1, chain.factor(any -> 1)).stream()
                .filter(DayEpisode::isOpen)
                .toList();
    }

    @Test
    void usualDaysAreQuietWhateverTheWeekday() {
        int told = 0;
        for (int run = 0; run < 20; run++) {
            var chain = chain(FALL, any -> 1);
            for (int branch = 0; branch < 10; branch++) {
                told += closed(chain, "b" + branch).size();
            }
        }
        assertThat(told).isLessThanOrEqualTo(2); // Of 200, at one in a thousand.
    }

    @Test
    void aHolidayOfAllSistersIsNoNews() {
        var chain = chain(FALL, before -> before == 0 ? 0.1 : 1);
        for (int branch = 0; branch < 10; branch++) {
            assertThat(closed(chain, "b" + branch)).isEmpty();
        }
    }

    @Test
    void oneThatIsClosedAloneIsNews() {
        var chain = chain(FALL, any -> 1);
        chain.put("b4", TODAY, 20, 0);
        assertThat(closed(chain, "b4")).singleElement().satisfies(this::isSpikeOfToday);
    }

    private void isSpikeOfToday(DayEpisode episode) {
        assertThat(episode.kind()).isEqualTo(Episode.Kind.SPIKE);
        assertThat(episode.begin()).isEqualTo(TODAY);
    }

    @Test
    void aWeekOfItIsALevelShiftAndStillOneEpisode() {
        var chain = chain(RISE, any -> 1);
        for (int before = 6; before >= 0; before--) {
            chain.put("b4", TODAY.minusDays(before), 600, 0);
        }
        assertThat(closed(chain, "b4"))
                .singleElement()
                .satisfies(
                        episode -> {
                            assertThat(episode.kind()).isEqualTo(Episode.Kind.LEVEL_SHIFT);
                            assertThat(episode.begin()).isEqualTo(TODAY.minusDays(6));
                        });
    }

    @Test
    void whatLastsIsTheUsualInTheEnd() {
        var chain = chain(RISE, any -> 1);
        for (int before = 25; before >= 0; before--) {
            var day = TODAY.minusDays(before);
            double weekday = WEEK[day.getDayOfWeek().getValue() - 1];
            chain.put("b4", day, poisson(2 * 200 * weekday), 0);
        }
        assertThat(closed(chain, "b4")).noneMatch(episode -> episode.kind() == Episode.Kind.SPIKE);
    }

    @Test
    void aSlowDeclineIsADriftAlthoughHardlyADayStandsOut() {
        var chain = chain(FALL, any -> 1);
        for (int before = 40; before >= 0; before--) {
            var day = TODAY.minusDays(before);
            double weekday = WEEK[day.getDayOfWeek().getValue() - 1];
            chain.put("b3", day, poisson(160 * weekday * (0.65 + 0.35 * before / 40)), 0);
        }
        assertThat(chain.judge("b3", true, 1, 1))
                .anyMatch(episode -> episode.kind() == Episode.Kind.DRIFT);
    }

    @Test
    void aBranchThreeWeeksOldLeansOnItsSisters() {
        var chain = chain(FALL, any -> 1);
        for (int before = 20; before > 0; before--) {
            var day = TODAY.minusDays(before);
            chain.put("new", day, poisson(100 * WEEK[day.getDayOfWeek().getValue() - 1]), 0);
        }
        chain.put("new", TODAY, 95, 0);
        assertThat(closed(chain, "new")).isEmpty();
        chain.put("new", TODAY, 45, 0);
        assertThat(closed(chain, "new")).isNotEmpty();
    }

    @Test
    void theOrderInWhichReadingsComeChangesNothing() {
        var chain = chain(FALL, any -> 1);
        var once = closed(chain, "b3");
        chain.put("b3", TODAY.minusDays(1), 5, 0);
        chain.put("b3", TODAY, 5, 0);
        var late = chain(FALL, any -> 1);
        assertThat(once).isEmpty();
        assertThat(closed(chain, "b3").get(0).begin()).isEqualTo(TODAY.minusDays(1));
        assertThat(closed(late, "b3")).isEmpty();
    }
}
