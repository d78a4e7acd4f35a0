package com.bloompetos.local.bench;

import com.bloompetos.insight.explain.Cause;
import com.bloompetos.insight.explain.Fact;
import com.bloompetos.insight.explain.Look;
import com.bloompetos.insight.explain.PartSearch;
import com.bloompetos.insight.explain.Weeks;
import com.bloompetos.insight.ranking.Worth;
import com.bloompetos.insight.rule.Precision;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Holds what is found in the facts of branches against what was done to them. */
final class InsightFigures {
    /** So many of a chain's insights somebody reads. */
    private static final int READ = 5;

    private final PartSearch search = new PartSearch();
    private final Map<String, int[]> byKind = new TreeMap<>();
    private int planted;
    private int found;
    private int explained;
    private int inTop;
    private int quiet;
    private int wrong;

    private record Told(InsightCase of, Look look, Cause cause) {
        double worth(int toldBefore) {
            return new Worth(
                            cause.change().atStakeCents(),
                            cause.confidence(),
                            true,
                            new Precision(0, 0),
                            1,
                            toldBefore,
                            false)
                    .cents();
        }
    }

    /** The branches of one chain, each with its facts of every look. */
    void add(Map<InsightCase, Map<Look, List<Fact>>> chain, Weeks weeks) {
        var told = new ArrayList<Told>();
        chain.forEach(
                (each, facts) ->
                        facts.forEach(
                                (look, its) ->
                                        search.explain(look, its, weeks)
                                                .ifPresent(
                                                        cause ->
                                                                told.add(
                                                                        new Told(
                                                                                each, look,
                                                                                cause)))));
        var read = ranked(told).stream().limit(READ).toList();
        for (var each : chain.keySet()) {
            var its = told.stream().filter(one -> one.of() == each).toList();
            if (!each.isPlanted()) {
                quiet++;
                wrong += its.isEmpty() ? 0 : 1;
                continue;
            }
            planted++;
            var right = its.stream().filter(one -> one.look() == each.look()).findFirst();
            boolean isExplained =
                    right.isPresent() && right.get().cause().part().equals(each.part());
            found += right.isPresent() ? 1 : 0;
            explained += isExplained ? 1 : 0;
            inTop += right.isPresent() && read.contains(right.get()) ? 1 : 0;
            var kind =
                    byKind.computeIfAbsent(
                            each.look() + ", attributes " + each.part().where().size(),
                            name -> new int[3]);
            kind[0]++;
            kind[1] += right.isPresent() ? 1 : 0;
            kind[2] += isExplained ? 1 : 0;
        }
    }

    private static List<Told> ranked(List<Told> told) {
        var left = new ArrayList<>(told);
        var ranked = new ArrayList<Told>();
        while (!left.isEmpty()) {
            var best =
                    left.stream()
                            .max(
                                    Comparator.comparingDouble(
                                            each ->
                                                    each.worth(
                                                            (int)
                                                                    ranked.stream()
                                                                            .filter(
                                                                                    one ->
                                                                                            one.of()
                                                                                                    == each
                                                                                                            .of())
                                                                            .count())))
                            .orElseThrow();
            left.remove(best);
            ranked.add(best);
        }
        return ranked;
    }

    double foundShare() {
        return share(found, planted);
    }

    double explainedShare() {
        return share(explained, planted);
    }

    double wrongShare() {
        return share(wrong, quiet);
    }

    Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("found", foundShare());
        fields.put("explained", explainedShare());
        fields.put("in_top5", share(inTop, planted));
        fields.put("false", wrongShare());
        fields.put("planted", planted);
        fields.put("quiet", quiet);
        return fields;
    }

    private static double share(int part, int whole) {
        return whole == 0 ? 0 : Math.round(1_000.0 * part / whole) / 1_000.0;
    }

    /** By KPI and number of attributes: planted, found, explained. */
    @Override
    public String toString() {
        var lines = new StringBuilder();
        byKind.forEach(
                (kind, counts) ->
                        lines.append(
                                "  %-32s %3d planted, %3d found, %3d explained%n"
                                        .formatted(kind, counts[0], counts[1], counts[2])));
        return lines.toString();
    }
}
