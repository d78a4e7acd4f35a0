package com.bloompetos.insight.anomaly;

/**
 * A day as far as it has come.
 *
 * @param share of the day's usual sum that is reached by now; not a number where nobody knows
 */
public record Today(DayReading reading, double share, boolean isClosed) {
    /** A day that is over. */
    public static Today closed(DayReading reading) {
        return new Today(reading, 1, true);
    }

    boolean hasShare() {
        return isClosed || !Double.isNaN(share);
    }
}
