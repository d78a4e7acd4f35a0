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
        var one = new Counting();
        double below = 0;
        while (one.count < count) {
            below += one.next();
        }
        return Math.max(0, Math.min(1, 1 - below));
    }

    /** The smallest count that is not exceeded with this probability. */
    public int quantile(double probability) {
        var one = new Counting();
        double most = mean + 20 * Math.sqrt(variance); // Rounding must not make it endless.
        double notMore = one.next();
        while (notMore < probability && one.count <= most) {
            notMore += one.next();
        }
        return one.count - 1;
    }

    /** What goes beyond {@code count} on average, days without any counted as nothing. */
    public double expectedAbove(int count) {
        var one = new Counting();
        double beyond = mean;
        double notMore = 0;
        for (int i = 0; i < count; i++) {
            notMore += one.next();
            beyond -= Math.max(0, 1 - notMore);
        }
        return Math.max(0, beyond);
    }

    /** The probabilities of 0, 1, 2 and so on, one after the other. */
    private final class Counting {
        private final double shape = mean * mean / (variance - mean);
        private final double success = mean / variance;
        private double logOfOne = shape * Math.log(success);
        private int count;

        private double next() {
            double one = Math.exp(logOfOne);
            logOfOne += Math.log((count + shape) / (count + 1) * (1 - success));
            count++;
            return one;
        }
    }
}
