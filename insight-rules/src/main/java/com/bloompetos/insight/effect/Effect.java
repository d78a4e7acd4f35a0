package com.bloompetos.insight.effect;

/**
 * By how much fewer were missed of those who were treated than of those who were held out, with an
 * interval that holds the truth in 95 of 100 trials: Agresti and Caffo, "Simple and Effective
 * Confidence Intervals for Proportions and Differences of Proportions Result from Adding Two
 * Successes and Two Failures", The American Statistician 54 (2000), 280-288.
 *
 * @param difference held out minus treated, as shares: above zero is fewer missed
 */
public record Effect(double difference, double least, double most) {
    /** Fewer than this on a side tell nothing that anybody should act on. */
    public static final int FEWEST = 10;

    private static final double QUANTILE = 1.959964;

    /** Missed of so many. */
    public record Group(int missed, int of) {
        public Group {
            if (missed < 0 || missed > of) {
                throw new IllegalArgumentException(missed + " missed of " + of);
            }
        }

        public double rate() {
            return of == 0 ? 0 : (double) missed / of;
        }

        /** With one success and one failure more. */
        private double shrunk() {
            return (missed + 1.0) / (of + 2);
        }

        private double variance() {
            return shrunk() * (1 - shrunk()) / (of + 2);
        }
    }

    public static Effect of(Group treated, Group heldOut) {
        double middle = heldOut.shrunk() - treated.shrunk();
        double width = QUANTILE * Math.sqrt(treated.variance() + heldOut.variance());
        return new Effect(
                heldOut.rate() - treated.rate(),
                Math.max(-1, middle - width),
                Math.min(1, middle + width));
    }

    public static boolean isTooFew(Group treated, Group heldOut) {
        return treated.of() < FEWEST || heldOut.of() < FEWEST;
    }

    /** Whether chance alone would seldom do it. */
    public boolean isSure() {
        return least > 0 || most < 0;
    }
}
