package com.bloompetos.local.score;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The scores of one series beside its labelled windows, weighed as the Numenta benchmark does in
 * its standard profile (Lavin and Ahmad 2015): a window counts once, more when it is found early; a
 * needless alert costs little, less right after a window; the first 15 % are free.
 */
final class SeriesWindows {
    /** What one needless alert costs when a found window brings one. */
    private static final double NEEDLESS = 0.11;

    private static final int LONGEST_WARM_UP = 750;
    private static final double WARM_UP = 0.15;

    private final double[] scores;
    private final double[] weights;
    private final int[] windows;
    private final int windowCount;

    SeriesWindows(List<String> timestamps, double[] scores, List<String[]> labelled) {
        this.scores = scores;
        this.windowCount = labelled.size();
        weights = new double[scores.length];
        windows = new int[scores.length];
        Arrays.fill(windows, -1);
        var places = new HashMap<String, Integer>();
        for (int i = 0; i < timestamps.size(); i++) {
            places.putIfAbsent(timestamps.get(i), i);
        }
        var spans = new ArrayList<int[]>();
        labelled.forEach(l -> spans.add(new int[] {places.get(l[0]), places.get(l[1])}));
        int next = 0;
        for (int i = 0; i < scores.length; i++) {
            boolean inside = next < spans.size() && i >= spans.get(next)[0];
            if (inside) {
                int width = spans.get(next)[1] - spans.get(next)[0] + 1;
                windows[i] = next;
                weights[i] = sigmoid(-(spans.get(next)[1] - i + 1) / (double) width) / sigmoid(-1);
                next += i == spans.get(next)[1] ? 1 : 0;
            } else if (next == 0) {
                weights[i] = -1;
            } else {
                var past = spans.get(next - 1);
                weights[i] = sigmoid((i - past[1]) / (double) (past[1] - past[0]));
            }
        }
    }

    private static double sigmoid(double position) {
        return position > 3 ? -1 : 2 / (1 + Math.exp(5 * position)) - 1;
    }

    private int first() {
        return (int) Math.min(Math.floor(WARM_UP * scores.length), LONGEST_WARM_UP);
    }

    /** 100 finds every window at its beginning without a needless alert, 0 finds nothing. */
    static double score(List<SeriesWindows> series, double threshold) {
        double sum = 0;
        int all = 0;
        for (var one : series) {
            all += one.windowCount;
            var found = new HashMap<Integer, Double>();
            for (int i = one.first(); i < one.scores.length; i++) {
                if (one.scores[i] >= threshold) {
                    if (one.windows[i] < 0) {
                        sum += NEEDLESS * one.weights[i];
                    } else {
                        found.merge(one.windows[i], one.weights[i], Math::max);
                    }
                }
            }
            // A window that is missed costs one; found, it brings its weight instead.
            sum += found.values().stream().mapToDouble(weight -> weight + 1).sum();
        }
        return 100 * sum / (2 * all);
    }

    /** The threshold that would have been best for these series. */
    static double best(List<SeriesWindows> series) {
        double best = 1.1;
        double most = 0;
        for (double threshold = 0.9; threshold < 1; threshold += 0.00025) {
            double score = score(series, threshold);
            if (score > most) {
                most = score;
                best = threshold;
            }
        }
        return best;
    }

    static Map<String, Integer> alerts(List<SeriesWindows> series, double threshold) {
        int needless = 0;
        int found = 0;
        int all = 0;
        for (var one : series) {
            all += one.windowCount;
            var hit = new java.util.HashSet<Integer>();
            for (int i = one.first(); i < one.scores.length; i++) {
                if (one.scores[i] >= threshold && one.windows[i] < 0) {
                    needless++;
                } else if (one.scores[i] >= threshold) {
                    hit.add(one.windows[i]);
                }
            }
            found += hit.size();
        }
        return Map.of("windows", all, "found", found, "needless", needless);
    }
}
