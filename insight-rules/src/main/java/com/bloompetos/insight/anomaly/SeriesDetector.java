package com.bloompetos.insight.anomaly;

import com.bloompetos.insight.forecast.NegativeBinomial;
import java.time.LocalDateTime;

/**
 * Looks at each reading of one series in five ways (jump, level, season, the last readings
 * together, restlessness), asks how rare each distance is in this series, and adds them up. It
 * learns from every reading after it was judged.
 */
public final class SeriesDetector {
    /** What a value of the series is. */
    public enum Measure {
        /** Anything that can be more or less. */
        AMOUNT,
        /** A number of things: few of them vary by chance alone. */
        COUNT
    }

    /** The rarest way speaks; the others join in with a third of their voice. */
    private static final double JOINED = 0.3;

    private static final double SMOOTHING = 0.6;
    private static final double LEVEL_SPEED = 0.004;
    private static final double QUICK_SPEED = 0.1;
    private static final double RESTLESS_SPEED = 0.1;
    private static final double JUMP_SPEED = 0.01;
    private static final int TOGETHER = 24;

    /** Out of all that was ever seen, by a twentieth of its range. */
    private static final double OUTSIDE = 0.05;

    private static final double OUTSIDE_COUNTS = 2;

    /** After an alert the next one must be this much rarer, for about this many readings. */
    private static final double NEXT_MUST_EXCEED = 1.1;

    private static final double QUIET_READINGS = 150;

    /** A count that chance brings more often than once in a thousand is no alert. */
    private static final double BY_CHANCE = 0.001;

    private static final double RAREST_COUNT = 6;

    private final Measure measure;
    private final Season season = new Season();
    private final Distance jump = new Distance();
    private final Distance fromLevel = new Distance();
    private final Distance fromSeason = new Distance();
    private final Distance together = new Distance();
    private final Rarity restless = new Rarity();
    private final double[] last = new double[TOGETHER];
    private double sumOfLast;
    private double level;
    private double quick;
    private double previous;
    private double lowest;
    private double highest;
    private double shortVariance;
    private double longVariance = 1e-9;
    private double smoothed;
    private double alarmed;
    private int readings;

    public SeriesDetector(Measure measure) {
        this.measure = measure;
    }

    /** Judges a reading by what came before it, then learns it. */
    public Surprise observe(LocalDateTime at, double value) {
        if (readings == 0) {
            level = quick = previous = lowest = highest = value;
        }
        double expected = season.expected(at, level);
        double usual = fromSeason.usual();
        double chance = chance(value, expected);
        double rarity = rarity(value, expected, chance);
        smoothed += SMOOTHING * (rarity - smoothed);
        alarmed *= Math.exp(-1 / QUIET_READINGS);
        double told = 0;
        if (smoothed > alarmed && (measure == Measure.AMOUNT || chance < BY_CHANCE)) {
            told = smoothed;
            alarmed = smoothed * NEXT_MUST_EXCEED;
        }
        learn(at, value);
        return new Surprise(1 - Math.pow(10, -told / 2), expected, usual);
    }

    private double rarity(double value, double expected, double chance) {
        int place = readings % TOGETHER;
        sumOfLast += value - last[place];
        last[place] = value;
        double mean = sumOfLast / Math.min(readings + 1, TOGETHER);
        double offQuick = (value - quick) * (value - quick);
        shortVariance += RESTLESS_SPEED * (offQuick - shortVariance);
        double[] rarities = {
            jump.rarity(Math.abs(value - previous), value),
            fromLevel.rarity(Math.abs(value - level), value),
            fromSeason.rarity(Math.abs(value - expected), value),
            together.rarity(Math.abs(mean - expected), value),
            restless.of(restlessness()),
            // A count has a rarity of its own before the series has shown any.
            Math.min(RAREST_COUNT, -Math.log10(Math.max(chance, 1e-300)))
        };
        double rarest = 0;
        double all = 0;
        for (double rarity : rarities) {
            rarest = Math.max(rarest, rarity);
            all += rarity;
        }
        boolean isOutside =
                Math.max(value - highest, lowest - value) > OUTSIDE * (highest - lowest);
        boolean counts = isOutside && readings > 20 && highest > lowest;
        return readings < 5 ? 0 : rarest + JOINED * all + (counts ? OUTSIDE_COUNTS : 0);
    }

    private double restlessness() {
        double tiny = 1e-6 * longVariance + 1e-12;
        return Math.abs(Math.log((shortVariance + tiny) / (longVariance + 1e-12)));
    }

    /** Two-sided, with a variance no smaller than chance alone would give; certain for amounts. */
    private double chance(double value, double expected) {
        if (measure == Measure.AMOUNT) {
            return 1;
        }
        double mean = Math.max(expected, 0.1);
        double spread = fromSeason.usual() * 1.25; // From mean to standard deviation.
        var counts = new NegativeBinomial(mean, Math.max(mean, spread * spread));
        return value > mean ? counts.atLeast(value) : 1 - counts.atLeast(Math.floor(value) + 1);
    }

    private void learn(LocalDateTime at, double value) {
        readings++;
        double speed = Math.max(LEVEL_SPEED, 1.0 / readings);
        restless.learn(restlessness());
        jump.learn(value, Math.max(JUMP_SPEED, 1.0 / readings));
        fromLevel.learn(value, speed);
        fromSeason.learn(value, speed);
        together.learn(value, speed);
        longVariance += speed * ((value - quick) * (value - quick) - longVariance);
        level += speed * (value - level);
        quick += QUICK_SPEED * (value - quick);
        season.learn(at, value);
        previous = value;
        lowest = Math.min(lowest, value);
        highest = Math.max(highest, value);
    }
}
