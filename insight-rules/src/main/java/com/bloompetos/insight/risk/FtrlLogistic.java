package com.bloompetos.insight.risk;

import com.bloompetos.insight.risk.Features.Feature;
import com.bloompetos.insight.risk.Weights.Weight;

/**
 * Online logistic regression with FTRL-proximal steps: every outcome moves the weights once, often
 * seen features move slowly, and regularisation pulls towards the shared prior instead of zero
 * (McMahan et al. 2013, "Ad click prediction: a view from the trenches", without their L1 part).
 */
public final class FtrlLogistic {
    /** 2^18 slots: about 4 MB per organization at the very most. */
    static final int SLOTS = 1 << 18;

    /** Slow, because one value moves many overlapping features at once. */
    private static final double ALPHA = 0.02;

    private static final double BETA = 1;
    private static final double RIDGE = 1;

    private FtrlLogistic() {}

    static double logOdds(Features features, Weights weights) {
        double logOdds = 0;
        for (var feature : features.all()) {
            logOdds += weight(feature, weights) * feature.value();
        }
        return logOdds;
    }

    static double sigmoid(double logOdds) {
        return 1 / (1 + Math.exp(-logOdds));
    }

    /** The log-odds are those that {@link #logOdds} tells before this outcome is learned. */
    static void learn(Features features, double logOdds, boolean outcome, Weights weights) {
        double error = sigmoid(logOdds) - (outcome ? 1 : 0);
        for (var feature : features.all()) {
            double gradient = error * feature.value();
            if (gradient == 0) {
                continue;
            }
            var old = found(feature, weights);
            double squares = old.n() + gradient * gradient;
            double sigma = (Math.sqrt(squares) - Math.sqrt(old.n())) / ALPHA;
            double moved = weight(feature, old) - feature.prior();
            weights.put(feature.slot(), new Weight(old.z() + gradient - sigma * moved, squares));
        }
    }

    static double weight(Feature feature, Weights weights) {
        return weight(feature, found(feature, weights));
    }

    private static double weight(Feature feature, Weight state) {
        return feature.prior() - state.z() / ((BETA + Math.sqrt(state.n())) / ALPHA + RIDGE);
    }

    private static Weight found(Feature feature, Weights weights) {
        var state = weights.find(feature.slot());
        return state == null ? Weight.NONE : state;
    }
}
