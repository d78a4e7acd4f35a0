package com.bloompetos.insight.rule;

/**
 * How often a rule was right, of the times that somebody judged it, with the 95 % interval of
 * Wilson (J. Am. Stat. Assoc. 22, 1927): twenty judgements say less than two hundred.
 *
 * @param right how often somebody acted on it
 * @param wrong how often somebody called it wrong
 */
public record Precision(long right, long wrong) {
    /** Below this nothing is held against a rule. */
    public static final int FEWEST = 20;

    private static final double Z = 1.959964; // Leaves 2.5 % out on each side.

    public Precision {
        if (right < 0 || wrong < 0) {
            throw new IllegalArgumentException(right + " right, " + wrong + " wrong");
        }
    }

    public long judged() {
        return right + wrong;
    }

    /** Not a number where nobody has judged. */
    public double share() {
        return (double) right / judged();
    }

    public double lower() {
        return judged() == 0 ? 0 : Math.max(0, middle() - half());
    }

    public double upper() {
        return judged() == 0 ? 1 : Math.min(1, middle() + half());
    }

    /** Even the best reading of the judgements lies below the promise. */
    public boolean breaks(double promise) {
        return judged() >= FEWEST && upper() < promise;
    }

    private double middle() {
        return (share() + Z * Z / (2 * judged())) / (1 + Z * Z / judged());
    }

    private double half() {
        double n = judged();
        return Z / (1 + Z * Z / n) * Math.sqrt(share() * (1 - share()) / n + Z * Z / (4 * n * n));
    }
}
