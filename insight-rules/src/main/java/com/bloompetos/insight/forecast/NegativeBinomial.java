package com.bloompetos.insight.forecast;

/**
 * Counts that vary more than chance alone would make them: a Poisson count whose rate is itself
 * gamma distributed (Greenwood and Yule 1920). The variance is always above the mean.
 */
public record NegativeBinomial(double mean, double variance) {
    /** Below this a Poisson count cannot be told from it, and the formula would divide by zero. */
    private static final double LEAST_SPREAD = 1.02;

    public NegativeBinomial {
        if (!(mean > 0)) {
            throw new IllegalArgumentException("mean " + mean);
        }
        variance = Math.max(variance, LEAST_SPREAD * mean);
    }

    /** The probability of {@code count} or more. */
    public double atLeast(double count) {
        double shape = mean * mean / (variance - mean);
        double success = mean / variance;
        double logOfOne = shape * Math.log(success);
        double below = 0;
        for (int i = 0; i < count; i++) {
            below += Math.exp(logOfOne);
            logOfOne += Math.log((i + shape) / (i + 1) * (1 - success));
        }
        return Math.max(0, Math.min(1, 1 - below));
    }
}
