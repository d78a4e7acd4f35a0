package com.bloompetos.local.bench;

import com.bloompetos.insight.explain.Attribute;
import com.bloompetos.insight.explain.Fact;
import com.bloompetos.insight.explain.FactsSql;
import com.bloompetos.insight.explain.Look;
import com.bloompetos.insight.explain.Sums;
import com.bloompetos.insight.explain.Weeks;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Plants causes in the histories of branches and looks for them: production's queries over tables
 * shaped as staging is, on an engine of its own, and production's search in what they answer.
 */
public final class InsightBench {
    private static final List<String> TABLES =
            List.of("appointments", "services", "pets", "resources", "invoices", "invoice_lines");

    private final OwnEngine engine;
    private final Weeks weeks;
    private final PrintStream out;
    private long queries;
    private long nanos;
    private long slowest;

    private InsightBench(OwnEngine engine, Weeks weeks, PrintStream out) {
        this.engine = engine;
        this.weeks = weeks;
        this.out = out;
    }

    /**
     * @param planted causes, and as many quiet controls
     * @return one JSON object
     */
    public static String run(
            OwnEngine.Programs programs, Path directory, long seed, int planted, PrintStream out)
            throws IOException, InterruptedException {
        var load = new MachineLoad();
        var weeks = new Weeks(LocalDate.of(2026, 11, 21));
        try (var engine = OwnEngine.start(programs, directory)) {
            var bench = new InsightBench(engine, weeks, out);
            bench.createTables();
            long began = System.nanoTime();
            var figures = bench.look(InsightCases.of(seed, planted, weeks.last()));
            out.print(figures);
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("bench", "insights");
            fields.put("seed", seed);
            fields.putAll(figures.fields());
            fields.put("query_ms", Math.round(bench.nanos / 1e5 / bench.queries) / 10.0);
            fields.put("slowest_query_ms", Math.round(bench.slowest / 1e5) / 10.0);
            fields.put("seconds", Math.round((System.nanoTime() - began) / 1e8) / 10.0);
            fields.put("machine", load.since());
            return Report.line(fields);
        }
    }

    private void createTables() throws IOException, InterruptedException {
        engine.ask("create database cases");
        for (var table : TABLES) {
            var columns =
                    engine.ask(
                            "select name || ' ' || type from system.columns where database = 'staging' and table = '%s' order by position format TSVRaw"
                                    .formatted(table));
            engine.ask(
                    "create table cases.%s (%s) engine = MergeTree order by organization_id"
                            .formatted(table, String.join(", ", columns.lines().toList())));
        }
    }

    private InsightFigures look(List<InsightCase> cases) throws IOException, InterruptedException {
        var figures = new InsightFigures();
        var chains =
                cases.stream()
                        .collect(
                                Collectors.groupingBy(
                                        InsightCase::chain, TreeMap::new, Collectors.toList()));
        for (var chain : chains.entrySet()) {
            figures.add(facts(chain.getKey(), chain.getValue()), weeks);
            if ((chain.getKey() + 1) % 10 == 0) {
                out.printf("  %d of %d chains%n", chain.getKey() + 1, chains.size());
            }
        }
        return figures;
    }

    private Map<InsightCase, Map<Look, List<Fact>>> facts(int chain, List<InsightCase> branches)
            throws IOException, InterruptedException {
        var organization = id(chain, 0, 0);
        for (var table : TABLES) {
            engine.ask("truncate table cases." + table);
        }
        new InsightRows(engine, organization).insert(branches);
        var byBranch = new LinkedHashMap<InsightCase, Map<Look, List<Fact>>>();
        branches.forEach(each -> byBranch.put(each, new TreeMap<>()));
        for (var look : Look.values()) {
            var sql = FactsSql.facts(look, organization, null, weeks).replace("staging.", "cases.");
            long began = System.nanoTime();
            var answer = engine.ask(sql + " format TSVRaw");
            long took = System.nanoTime() - began;
            queries++;
            nanos += took;
            slowest = Math.max(slowest, took);
            var found = new TreeMap<String, List<Fact>>();
            for (var line : answer.lines().toList()) {
                var fields = List.of(line.split("\t", -1));
                found.computeIfAbsent(fields.get(0), branch -> new ArrayList<>()).add(fact(fields));
            }
            byBranch.forEach(
                    (branch, facts) ->
                            facts.put(
                                    look,
                                    found.getOrDefault(
                                            InsightRows.branch(branch).toString(), List.of())));
        }
        return byBranch;
    }

    private static Fact fact(List<String> fields) {
        int after = 2 + Attribute.values().length;
        return new Fact(
                LocalDate.parse(fields.get(1)),
                fields.subList(2, after),
                new Sums(
                        Long.parseLong(fields.get(after)),
                        Long.parseLong(fields.get(after + 1)),
                        Long.parseLong(fields.get(after + 2))));
    }

    static UUID id(int chain, int kind, long number) {
        return new UUID(((long) chain + 1) << 32 | 0x4000L | kind, 0x8000000000000000L | number);
    }
}
