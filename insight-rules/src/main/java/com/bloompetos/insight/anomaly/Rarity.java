package com.bloompetos.insight.anomaly;

/**
 * How rare a distance is among those of this series so far: minus the logarithm of the share of
 * larger ones, as a conformal detector does it (Laxhammar and Falkman 2010). Distances are kept as
 * counts on a logarithmic scale, older ones fading, so nothing need be assumed of their shape.
 */
final class Rarity {
    private static final int BINS = 400;
    private static final double BINS_PER_DOUBLING = 12;
    private static final double FADING = 0.9998;
    private static final double LARGEST_FADING = 0.9995;

    /** Before, nothing is rare. */
    private static final double FEWEST = 20;

    private final double[] counts = new double[BINS];
    private double total;
    private double unit = 1;
    private double largest;

    double of(double distance) {
        if (total < FEWEST * unit) {
            return 0;
        }
        int bin = bin(distance);
        double larger = counts[bin] / 2;
        for (int i = bin + 1; i < BINS; i++) {
            larger += counts[i];
        }
        double share = (larger + unit / 2) / (total + unit);
        // Ranks end at the largest so far; beyond it every doubling counts like a rank of ten.
        double beyond =
                largest > 0 && distance > largest ? Math.log(distance / largest) / Math.log(2) : 0;
        return -Math.log10(share) + beyond;
    }

    void learn(double distance) {
        counts[bin(distance)] += unit;
        total += unit;
        unit /= FADING;
        largest = Math.max(largest * LARGEST_FADING, distance);
        if (unit > 1e6) {
            for (int i = 0; i < BINS; i++) {
                counts[i] /= unit;
            }
            total /= unit;
            unit = 1;
        }
    }

    private static int bin(double distance) {
        double bin = BINS_PER_DOUBLING * Math.log(distance + 1e-4) / Math.log(2) + BINS / 2.0;
        return (int) Math.max(0, Math.min(BINS - 1, Math.round(bin)));
    }
}
