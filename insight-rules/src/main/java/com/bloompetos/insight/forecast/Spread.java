package com.bloompetos.insight.forecast;

/**
 * How far sums over some days came from what was told before them, per unit told: for counts the
 * squared miss grows with the mean. One item leans on all items until it has missed enough itself.
 */
public final class Spread {
    /** The lead times that are watched; another one takes the nearest. */
    static final int[] LEADS = {3, 7, 14, 28};

    private static final double MEMORY = 0.995;
    private static final double SHARED_MEMORY = 0.99999;

    /** Units of demand that all items together count for. */
    private static final double SHARED_HOLDS = 30;

    private final double[] squaredMisses = new double[LEADS.length];
    private final double[] told = new double[LEADS.length];
    private final double memory;

    private Spread(double memory) {
        this.memory = memory;
    }

    static Spread ofItem() {
        return new Spread(MEMORY);
    }

    /** What all items share. */
    public static Spread shared() {
        return new Spread(SHARED_MEMORY);
    }

    void observe(int lead, double mean, double sum) {
        squaredMisses[lead] = squaredMisses[lead] * memory + (sum - mean) * (sum - mean);
        told[lead] = told[lead] * memory + mean;
    }

    double variance(int days, double mean, Spread shared) {
        int lead = nearest(days);
        double usual = (shared.squaredMisses[lead] + 1) / (shared.told[lead] + 1);
        double own = (squaredMisses[lead] + SHARED_HOLDS * usual) / (told[lead] + SHARED_HOLDS);
        return mean * own;
    }

    private static int nearest(int days) {
        int best = 0;
        for (int i = 1; i < LEADS.length; i++) {
            if (Math.abs(LEADS[i] - days) < Math.abs(LEADS[best] - days)) {
                best = i;
            }
        }
        return best;
    }
}
