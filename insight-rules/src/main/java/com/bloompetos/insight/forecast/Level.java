package com.bloompetos.insight.forecast;

/**
 * How much is sold on a usual day: three exponential averages, a quick, a calm and a slow one,
 * mixed by how well each has told the next day lately.
 */
final class Level {
    private static final double[] SPEEDS = {0.15, 0.04, 0.012};
    private static final double ERROR_SPEED = 0.02;

    /** The best one speaks nearly alone, without a jump when another becomes better. */
    private static final double DECISIVE = 4;

    private final double[] levels = new double[SPEEDS.length];
    private final double[] errors = {1, 1, 1};
    private int days;

    /** The factor says how much more than usual the day was expected to bring. */
    void observe(double units, double factor) {
        days++;
        for (int i = 0; i < SPEEDS.length; i++) {
            double miss = levels[i] * factor - units;
            if (isKnown()) {
                errors[i] += ERROR_SPEED * (miss * miss - errors[i]);
            }
            levels[i] += Math.max(SPEEDS[i], 1.0 / days) * (units / factor - levels[i]);
        }
    }

    double usual() {
        double best = Double.MAX_VALUE;
        for (double error : errors) {
            best = Math.min(best, error + 1e-6);
        }
        double sum = 0;
        double weights = 0;
        for (int i = 0; i < SPEEDS.length; i++) {
            double weight = Math.pow(best / (errors[i] + 1e-6), DECISIVE);
            sum += weight * levels[i];
            weights += weight;
        }
        return sum / weights;
    }

    double slow() {
        return levels[SPEEDS.length - 1];
    }

    /** Two weeks: before, every average is young. */
    boolean isKnown() {
        return days > 14;
    }
}
