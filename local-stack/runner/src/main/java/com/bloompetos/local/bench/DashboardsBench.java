package com.bloompetos.local.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How long until a dashboard stands there whole? A real Chromium, signed in, opens every one, each
 * of its further tabs by its own link, and the live board: cold with an empty disk, warm once it
 * has been here. From the asking for the page to the second frame after the last chart was drawn,
 * in a window that is tall enough for all charts. A turn is from the click on a tab of an open
 * dashboard to its last chart; it is told beside the openings and counts as none.
 */
public final class DashboardsBench {
    private final Addresses addresses;
    private final String superset;
    private final Path scripts;
    private final PrintStream out;

    private DashboardsBench(Addresses addresses, String superset, Path scripts, PrintStream out) {
        this.addresses = addresses;
        this.superset = superset;
        this.scripts = scripts;
        this.out = out;
    }

    /**
     * One JSON object.
     *
     * @param scripts the folder of Superset's browser scripts
     * @param only one dashboard with its tabs by its slug, one tab by both their names
     *     (network/day-by-day), or all where it is empty
     */
    public static String run(
            Addresses addresses,
            String superset,
            Path scripts,
            String email,
            String only,
            int rounds,
            PrintStream out)
            throws IOException, InterruptedException {
        return new DashboardsBench(addresses, superset, scripts, out).run(email, only, rounds);
    }

    private String run(String email, String only, int rounds)
            throws IOException, InterruptedException {
        var machine = new MachineLoad();
        var openings = openings(email, only, rounds);
        if (openings.isEmpty()) {
            throw new IOException("No dashboard was opened: see the lines above.");
        }
        var fields = new LinkedHashMap<String, Object>();
        fields.put("bench", "dashboards");
        fields.put("cold_p95_ms", spread(openings, "cold").millis(95));
        fields.put("warm_p95_ms", spread(openings, "warm").millis(95));
        fields.put("slowest", slowest(openings));
        fields.put("cold_p50_ms", spread(openings, "cold").millis(50));
        fields.put("warm_p50_ms", spread(openings, "warm").millis(50));
        fields.put("turn_p50_ms", spread(openings, "turn").millis(50));
        fields.put("turn_p95_ms", spread(openings, "turn").millis(95));
        fields.put("openings", spread(openings, "cold").count() + spread(openings, "warm").count());
        fields.put("pages", pages(openings));
        fields.put("load", machine.since());
        return Report.line(fields);
    }

    private List<Opening> openings(String email, String only, int rounds)
            throws IOException, InterruptedException {
        var what =
                Map.of(
                        "url", addresses.apiUrl(),
                        "superset", superset,
                        "email", email,
                        "password", addresses.demoPassword(),
                        "only", only,
                        "rounds", rounds);
        var json = new ObjectMapper();
        var builder =
                new ProcessBuilder("node", "browser/bench.mjs")
                        .directory(scripts.toFile())
                        .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("BLOOM_DASHBOARDS_BENCH", json.writeValueAsString(what));
        var browser = builder.start();
        var openings = new ArrayList<Opening>();
        try (var lines =
                new BufferedReader(
                        new InputStreamReader(browser.getInputStream(), StandardCharsets.UTF_8))) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                var opening = json.readValue(line, Opening.class);
                out.printf("  %-30s %s %,6d ms%n", opening.page, opening.state, opening.ms);
                openings.add(opening);
            }
        } finally {
            browser.destroy();
        }
        if (browser.waitFor() != 0) {
            throw new IOException("The browser could not open them all: see the lines above.");
        }
        return openings;
    }

    private static Percentiles spread(List<Opening> openings, String state) {
        return new Percentiles(
                openings.stream()
                        .filter(opening -> opening.state.equals(state))
                        .mapToLong(opening -> opening.ms * 1_000_000)
                        .toArray());
    }

    /** By what people meet every morning: the median of its warm openings. */
    private static String slowest(List<Opening> openings) {
        return pages(openings).entrySet().stream()
                .max(Map.Entry.comparingByValue((a, b) -> Double.compare(warm(a), warm(b))))
                .orElseThrow()
                .getKey();
    }

    private static double warm(Map<String, Double> page) {
        return page.getOrDefault("warm", 0.0);
    }

    private static Map<String, Map<String, Double>> pages(List<Opening> openings) {
        var pages = new TreeMap<String, Map<String, Double>>();
        for (var opening : openings) {
            pages.computeIfAbsent(opening.page, page -> new TreeMap<>());
        }
        pages.forEach(
                (page, medians) -> {
                    var own = openings.stream().filter(one -> one.page.equals(page)).toList();
                    for (var opening : own) {
                        medians.put(opening.state, spread(own, opening.state).millis(50));
                    }
                });
        return pages;
    }

    /** One opening, as the browser tells it: cold, warm or a turn. */
    record Opening(String page, String state, long ms) {}
}
