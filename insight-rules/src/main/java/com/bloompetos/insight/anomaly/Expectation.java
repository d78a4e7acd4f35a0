package com.bloompetos.insight.anomaly;

import com.bloompetos.insight.forecast.NegativeBinomial;

/**
 * What a day should bring and how far it may miss by chance.
 *
 * @param mean of the numerator
 * @param spread variance per unit of mean of a count or an amount; of a ratio, how alike the
 *     outcomes of one day are (0 for independent ones)
 * @param base what a ratio is counted among; 0 otherwise
 */
public record Expectation(Measure measure, double mean, double spread, long base) {

    /** The probability of this much or more. */
    public double atLeast(double value) {
        if (value <= 0) {
            return 1;
        }
        if (mean <= 0) {
            return 0;
        }
        return switch (measure) {
            case COUNT -> counts().atLeast(value);
            case AMOUNT -> LogGamma.above(mean / spread, value / spread);
            case RATIO -> betaBinomialAtLeast(value);
        };
    }

    /** The probability of this much or less. */
    public double atMost(double value) {
        if (mean <= 0 || value < 0) {
            return value < 0 ? 0 : 1;
        }
        return switch (measure) {
            case COUNT -> 1 - counts().atLeast(Math.floor(value) + 1);
            case AMOUNT -> LogGamma.below(mean / spread, value / spread);
            case RATIO -> 1 - betaBinomialAtLeast(Math.floor(value) + 1);
        };
    }

    /** How many independent things the expectation is worth: where it is small, chance rules. */
    public double events() {
        return measure == Measure.RATIO ? base : mean / Math.max(spread, 1e-9);
    }

    private NegativeBinomial counts() {
        return new NegativeBinomial(mean, mean * spread);
    }

    /** Outcomes of one day share their day's luck: a beta distributed rate (Skellam 1948). */
    private double betaBinomialAtLeast(double value) {
        double rate = Math.min(mean / base, 1 - 1e-9);
        double alike = Math.max(spread, 1e-6);
        double a = rate * (1 / alike - 1);
        double b = (1 - rate) * (1 / alike - 1);
        double log =
                LogGamma.of(a + b)
                        + LogGamma.of(b + base)
                        - LogGamma.of(a + b + base)
                        - LogGamma.of(b);
        double sum = 0;
        for (long k = 0; k <= base; k++) {
            if (k >= value) {
                sum += Math.exp(log);
            }
            log += Math.log((base - k) * (a + k) / ((k + 1) * (b + base - k - 1)));
        }
        return Math.min(1, sum);
    }
}
