package com.bloompetos.local.bench;

import java.util.Arrays;

/**
 * The spread of measured times; nearest rank, so that every figure is one that was really measured.
 */
final class Percentiles {

    private final long[] sortedNanos;

    Percentiles(long[] nanos) {
        this.sortedNanos = nanos.clone();
        Arrays.sort(sortedNanos);
    }

    int count() {
        return sortedNanos.length;
    }

    /**
     * @param percent above 0, up to 100
     */
    double millis(double percent) {
        if (percent <= 0 || percent > 100) {
            throw new IllegalArgumentException(percent + " is not a percentile");
        }
        if (sortedNanos.length == 0) {
            return 0;
        }
        int rank = (int) Math.ceil(percent / 100 * sortedNanos.length);
        return Math.round(sortedNanos[Math.max(rank, 1) - 1] / 1e5) / 10.0;
    }
}
