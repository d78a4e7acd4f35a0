package com.bloompetos.insight.anomaly;

/** One way of looking at a reading: how far it is off, in units of how far that usually is. */
final class Distance {
    private final Rarity rarity = new Rarity();
    private double usual;
    private double now;

    /** How rare this distance is, zero for an everyday one. */
    double rarity(double distance, double value) {
        now = distance;
        // Rounding errors of a series that never moves are no distance.
        return rarity.of(relative(distance, value));
    }

    void learn(double value, double speed) {
        rarity.learn(relative(now, value));
        usual += speed * (now - usual);
    }

    double usual() {
        return usual;
    }

    private double relative(double distance, double value) {
        return distance / (usual + 1e-9 + 1e-6 * Math.abs(value));
    }
}
