package com.bloompetos.stream.anomaly;

import java.util.Arrays;

/** How much of a KPI's day a branch has usually told by which time of its day. */
final class Pace {
    static final int SLOT_MINUTES = 30;
    private static final int SLOTS = 24 * 60 / SLOT_MINUTES;

    /** Less told within the day itself, and the rest was loaded later: that is no pace. */
    private static final double LEAST_WITHIN = 0.5;

    private final double[] told = new double[SLOTS];
    private double later;

    /**
     * @param minute since the branch's midnight, at the beginning of a slot
     */
    void add(int minute, double value) {
        if (minute >= 24 * 60) {
            later += Math.max(0, value);
        } else {
            told[Math.max(0, minute) / SLOT_MINUTES] += Math.max(0, value);
        }
    }

    boolean isKnown() {
        double within = Arrays.stream(told).sum();
        return within > 0 && within >= LEAST_WITHIN * (within + later);
    }

    /** The part of a day's sum that is reached at this minute; what came after the day counts. */
    double at(int minute) {
        double sum = 0;
        int slot = Math.min(minute, 24 * 60) / SLOT_MINUTES;
        for (int i = 0; i < slot; i++) {
            sum += told[i];
        }
        if (slot < SLOTS) {
            sum += told[slot] * (minute % SLOT_MINUTES) / SLOT_MINUTES;
        }
        return sum / (Arrays.stream(told).sum() + later);
    }
}
