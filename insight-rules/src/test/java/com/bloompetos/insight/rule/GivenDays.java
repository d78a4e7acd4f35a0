package com.bloompetos.insight.rule;

import com.bloompetos.insight.anomaly.DayEpisode;
import com.bloompetos.insight.anomaly.SisterReadings;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Random;

/** A branch with eight weeks of usual days, and what a rule says of one more. */
final class GivenDays {
    static final LocalDate TODAY = LocalDate.of(2026, 11, 18);
    private static final int DAYS = 56;

    private final ReadingRule rule;
    private final SisterReadings readings;

    /**
     * @param usual numerator of each day, with a spread of a tenth
     * @param base denominator of each day
     */
    GivenDays(ReadingRule rule, double usual, double base) {
        this.rule = rule;
        this.readings = rule.readings();
        readings.turnTo(TODAY);
        var random = new Random(7);
        for (int before = DAYS; before > 0; before--) {
            double value = Math.max(0, Math.round(usual * (1 + 0.1 * random.nextGaussian())));
            readings.put(
                    "harbour",
                    TODAY.minusDays(before),
                    base > 0 ? Math.min(base, value) : value,
                    base);
        }
    }

    GivenDays on(LocalDate day, double numerator, double denominator) {
        readings.put("harbour", day, numerator, denominator);
        return this;
    }

    Optional<Finding> closed() {
        return says(true, 1);
    }

    /**
     * @param share of a usual day that is reached by now
     */
    Optional<Finding> open(double share) {
        return says(false, share);
    }

    private Optional<Finding> says(boolean isClosed, double share) {
        return readings.judge("harbour", isClosed, share, 1).stream()
                .filter(DayEpisode::isOpen)
                .findFirst()
                .flatMap(episode -> rule.evaluate(new ReadingEpisode(episode, 1.0)));
    }
}
