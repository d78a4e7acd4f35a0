package com.bloompetos.local.score;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Probabilities that were told, beside what happened. */
final class Judged {
    private static final int BINS = 10;

    private record Pair(double told, boolean happened) {}

    private final List<Pair> pairs = new ArrayList<>();

    void add(double told, boolean happened) {
        pairs.add(new Pair(told, happened));
    }

    int size() {
        return pairs.size();
    }

    /** How often the one that happened was told the higher probability; ties count half. */
    double auc() {
        var sorted = new ArrayList<>(pairs);
        sorted.sort(Comparator.comparingDouble(Pair::told));
        double ranks = 0;
        double happened = 0;
        for (int from = 0, to; from < sorted.size(); from = to) {
            to = from;
            while (to < sorted.size() && sorted.get(to).told == sorted.get(from).told) {
                to++;
            }
            for (var pair : sorted.subList(from, to)) {
                if (pair.happened) {
                    ranks += (from + 1 + to) / 2.0;
                    happened++;
                }
            }
        }
        return (ranks - happened * (happened + 1) / 2) / (happened * (sorted.size() - happened));
    }

    /** The mean squared distance from what happened (Brier 1950). */
    double brier() {
        return pairs.stream()
                .mapToDouble(pair -> pair.told - (pair.happened ? 1 : 0))
                .map(miss -> miss * miss)
                .average()
                .orElse(0);
    }

    /** How far told and happened are apart in ten equally wide bins, on average. */
    double calibrationError() {
        var bins = new double[BINS];
        for (var pair : pairs) {
            int bin = (int) Math.min(BINS - 1, BINS * pair.told);
            bins[bin] += pair.told - (pair.happened ? 1 : 0);
        }
        double apart = 0;
        for (double bin : bins) {
            apart += Math.abs(bin);
        }
        return apart / pairs.size();
    }

    Map<String, Object> figures() {
        var figures = new LinkedHashMap<String, Object>();
        figures.put("n", size());
        figures.put("auc", rounded(auc()));
        figures.put("brier", rounded(brier()));
        figures.put("ece", rounded(calibrationError()));
        return figures;
    }

    static double rounded(double figure) {
        return Math.round(1e4 * figure) / 1e4;
    }
}
