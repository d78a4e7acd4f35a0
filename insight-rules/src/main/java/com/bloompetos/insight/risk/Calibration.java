package com.bloompetos.insight.risk;

import com.bloompetos.insight.risk.Weights.Weight;

/**
 * Makes "20 %" mean one in five: a line through the model's log-odds (Platt 1999), moved by one
 * Newton step per outcome, older outcomes fading. It starts as no correction at all, and keeps its
 * numbers behind the model's own slots, so that whoever stores the weights stores it too.
 */
final class Calibration {
    /**
     * Slots behind those of the features: slope, intercept, what joins them, and the usual rate.
     */
    static final int SLOTS = 4;

    private static final int SLOPE = FtrlLogistic.SLOTS;
    private static final int INTERCEPT = SLOPE + 1;
    private static final int JOINT = SLOPE + 2;
    private static final int USUAL = SLOPE + 3;

    /** About the last ten thousand outcomes count. */
    private static final double FADING = 0.9999;

    /** How strongly the slope holds to one and the intercept to zero, in units of curvature. */
    private static final double SLOPE_HOLDS = 50;

    private static final double INTERCEPT_HOLDS = 10;

    /** The prior rate counts like this many outcomes. */
    private static final double USUAL_HOLDS = 20;

    private Calibration() {}

    static double probability(double logOdds, Weights weights) {
        var slope = found(SLOPE, weights);
        var intercept = found(INTERCEPT, weights);
        return FtrlLogistic.sigmoid(logOdds * (1 + slope.z()) + intercept.z());
    }

    static void learn(double logOdds, boolean outcome, Weights weights) {
        var slope = found(SLOPE, weights);
        var intercept = found(INTERCEPT, weights);
        double told = probability(logOdds, weights);
        double curvature = Math.max(1e-3, told * (1 - told));
        double aa = FADING * slope.n() + curvature * logOdds * logOdds;
        double bb = FADING * intercept.n() + curvature;
        double ab = FADING * found(JOINT, weights).z() + curvature * logOdds;
        double error = (outcome ? 1 : 0) - told;
        double heldA = aa + SLOPE_HOLDS;
        double heldB = bb + INTERCEPT_HOLDS;
        double determinant = heldA * heldB - ab * ab;
        double moveA = error * (heldB * logOdds - ab) / determinant;
        double moveB = error * (heldA - ab * logOdds) / determinant;
        weights.put(SLOPE, new Weight(slope.z() + moveA, aa));
        weights.put(INTERCEPT, new Weight(intercept.z() + moveB, bb));
        weights.put(JOINT, new Weight(ab, 1));
        var usual = found(USUAL, weights);
        weights.put(
                USUAL, new Weight(FADING * usual.z() + (outcome ? 1 : 0), FADING * usual.n() + 1));
    }

    /** How often an appointment is missed here, from the prior until enough is known. */
    static double usualRate(double prior, Weights weights) {
        var usual = found(USUAL, weights);
        return (usual.z() + USUAL_HOLDS * prior) / (usual.n() + USUAL_HOLDS);
    }

    private static Weight found(int slot, Weights weights) {
        var state = weights.find(slot);
        return state == null ? Weight.NONE : state;
    }
}
