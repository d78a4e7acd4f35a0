package com.bloompetos.insight.forecast;

/** Sold over expected, with older days fading. */
final class Ratio {
    private final double memory;
    private double sold;
    private double expected;

    Ratio(double memory) {
        this.memory = memory;
    }

    void observe(double units, double usual) {
        sold = sold * memory + units;
        expected = expected * memory + usual;
    }

    /** A prior ratio that counts as much as this many units. */
    double value(double prior, double units) {
        return (sold + units * prior) / (expected + units);
    }
}
