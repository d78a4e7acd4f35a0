package com.bloompetos.local.score;

import com.bloompetos.insight.anomaly.Episodes;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Runs every score on measurement data and says how good it was; data that is not there is skipped,
 * in words. See docs/quality.md for what each figure means.
 */
public final class Quality {
    private final Path data;
    private final Path scratch;
    private final PrintStream out;
    private final Map<String, Object> figures = new LinkedHashMap<>();

    private Quality(Path data, Path scratch, PrintStream out) {
        this.data = data;
        this.scratch = scratch;
        this.out = out;
    }

    /** One figure, or a sentence that says why there is none, per score. */
    public static Map<String, Object> run(Path data, PrintStream out) throws IOException {
        var scratch = Files.createTempDirectory("bloom-quality");
        try {
            var quality = new Quality(data, scratch, out);
            quality.measure("noshow", "noshow/replay_events_train.csv.gz", quality::noShow);
            quality.measure("stockout", "inventory/stockout_queries_sample.csv", quality::stockout);
            quality.measure("forecast", "inventory/m5_daily_train.csv.gz", quality::forecast);
            quality.measure("anomaly", "nab/files.txt", quality::anomaly);
            quality.measure("drivers", "driver/cases.csv", quality::drivers);
            return quality.figures;
        } finally {
            try (var left = Files.walk(scratch)) {
                for (var file : left.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private interface Measure {
        Map<String, Object> of(Path file) throws IOException;
    }

    private void measure(String name, String file, Measure measure) throws IOException {
        var path = data.resolve(file);
        if (!Files.exists(path)) {
            var sentence = "skipped: there is no " + path;
            out.println("  " + name + ": " + sentence);
            figures.put(name, sentence);
            return;
        }
        long began = System.nanoTime();
        var result = new LinkedHashMap<>(measure.of(path));
        result.put("seconds", Judged.rounded((System.nanoTime() - began) / 1e9));
        out.println("  " + name + ": " + result);
        figures.put(name, result);
    }

    private Map<String, Object> noShow(Path events) throws IOException {
        long began = System.nanoTime();
        var told = scratch.resolve("noshow.csv");
        NoShowScore.run(events, told);
        double seconds = (System.nanoTime() - began) / 1e9;
        var booked = new HashMap<String, String>();
        var ended = new LinkedHashMap<String, String>();
        var missed = new HashMap<String, Boolean>();
        long lines = 0;
        try (var rows = CsvFile.open(events)) {
            int id = rows.column("appointment_id");
            int type = rows.column("type");
            int ts = rows.column("ts");
            int answer = rows.column("no_show");
            for (var row = rows.next(); row != null; row = rows.next()) {
                lines++;
                var day = row.get(ts).substring(0, 10);
                if (row.get(type).equals("booking")) {
                    booked.put(row.get(id), day);
                } else if (row.get(type).equals("outcome")) {
                    ended.put(row.get(id), day);
                    missed.put(row.get(id), row.get(answer).equals("1"));
                }
            }
        }
        var days = ended.values().stream().sorted().toList();
        var laterFrom = days.get(days.size() * 2 / 3);
        var parts = new LinkedHashMap<String, Judged>();
        for (var name :
                List.of("all", "all_booked_before", "last_third", "last_third_booked_before")) {
            parts.put(name, new Judged());
        }
        try (var rows = CsvFile.open(told)) {
            for (var row = rows.next(); row != null; row = rows.next()) {
                var day = ended.get(row.get(0));
                if (day == null) {
                    continue;
                }
                boolean isBefore = booked.getOrDefault(row.get(0), day).compareTo(day) < 0;
                double p = Double.parseDouble(row.get(1));
                boolean isMissed = Boolean.TRUE.equals(missed.get(row.get(0)));
                for (var part : parts.entrySet()) {
                    var name = part.getKey();
                    if ((name.startsWith("all") || day.compareTo(laterFrom) >= 0)
                            && (isBefore || !name.endsWith("before"))) {
                        part.getValue().add(p, isMissed);
                    }
                }
            }
        }
        var result = new LinkedHashMap<String, Object>();
        parts.forEach((name, part) -> result.put(name, part.figures()));
        result.put("events_per_second", Math.round(lines / seconds));
        return result;
    }

    private Map<String, Object> stockout(Path queries) throws IOException {
        var told = scratch.resolve("stockout.csv");
        StockoutScore.run(List.of(data.resolve("inventory/m5_daily_train.csv.gz")), queries, told);
        var truth = new HashMap<String, Boolean>();
        try (var rows = CsvFile.open(queries)) {
            int id = rows.column("query_id");
            int depleted = rows.column("depleted");
            for (var row = rows.next(); row != null; row = rows.next()) {
                truth.put(row.get(id), row.get(depleted).equals("1"));
            }
        }
        var judged = new Judged();
        int alerts = 0;
        int right = 0;
        int depleted = 0;
        try (var rows = CsvFile.open(told)) {
            for (var row = rows.next(); row != null; row = rows.next()) {
                boolean ranOut = Boolean.TRUE.equals(truth.get(row.get(0)));
                judged.add(Double.parseDouble(row.get(1)), ranOut);
                boolean alert = row.get(2).equals("1");
                alerts += alert ? 1 : 0;
                depleted += ranOut ? 1 : 0;
                right += alert && ranOut ? 1 : 0;
            }
        }
        var result = new LinkedHashMap<>(judged.figures());
        result.put("f1", Judged.rounded(2.0 * right / (alerts + depleted)));
        result.put("precision", Judged.rounded((double) right / alerts));
        result.put("recall", Judged.rounded((double) right / depleted));
        return result;
    }

    private Map<String, Object> forecast(Path history) throws IOException {
        var sales = DailySales.read(history);
        var origins = new ArrayList<LocalDate>();
        for (int i = 1; i <= 12; i++) {
            origins.add(sales.end().minusDays((long) ForecastScore.HORIZON * i));
        }
        var told = scratch.resolve("forecast.csv");
        ForecastScore.run(List.of(history), origins, told);
        var result = new LinkedHashMap<String, Object>();
        result.put("last_28_days", sales.errors(told, origins.subList(0, 1)));
        result.put("last_12_times_28_days", sales.errors(told, origins));
        return result;
    }

    private Map<String, Object> anomaly(Path list) throws IOException {
        var folder = data.resolve("nab");
        var told = scratch.resolve("anomaly.csv");
        AnomalyScore.run(folder, list, told);
        var stamps = new LinkedHashMap<String, List<String>>();
        var scores = new HashMap<String, List<Double>>();
        try (var rows = CsvFile.open(told)) {
            for (var row = rows.next(); row != null; row = rows.next()) {
                stamps.computeIfAbsent(row.get(0), name -> new ArrayList<>()).add(row.get(1));
                scores.computeIfAbsent(row.get(0), name -> new ArrayList<>())
                        .add(Double.parseDouble(row.get(2)));
            }
        }
        var labels = new ObjectMapper().readTree(folder.resolve("combined_windows.json").toFile());
        var all = new ArrayList<SeriesWindows>();
        for (var series : stamps.entrySet()) {
            var name = series.getKey();
            var windows = new ArrayList<String[]>();
            labels.get(name)
                    .forEach(
                            window ->
                                    windows.add(
                                            new String[] {
                                                second(window.get(0).asText()),
                                                second(window.get(1).asText())
                                            }));
            all.add(
                    new SeriesWindows(
                            series.getValue(),
                            scores.getOrDefault(name, List.of()).stream()
                                    .mapToDouble(score -> score)
                                    .toArray(),
                            windows));
        }
        return anomaly(all);
    }

    private Map<String, Object> drivers(Path list) throws IOException {
        var told = scratch.resolve("driver.csv");
        DriverScore.run(data.resolve("driver/cases"), list, told);
        var answers = new HashMap<String, List<Set<String>>>();
        try (var rows = CsvFile.open(told)) {
            for (var row = rows.next(); row != null; row = rows.next()) {
                answers.computeIfAbsent(row.get(0), name -> new ArrayList<>())
                        .add(Set.of(row.get(1).split(";")));
            }
        }
        int right = 0;
        int said = 0;
        int real = 0;
        int cases = 0;
        int amongFirst = 0;
        try (var rows = CsvFile.open(list)) {
            int name = rows.column("case");
            int cause = rows.column("cause");
            for (var row = rows.next(); row != null; row = rows.next()) {
                var causes = Set.of(row.get(cause).split(";"));
                var ranked = answers.getOrDefault(row.get(name), List.of(Set.of()));
                right += (int) ranked.get(0).stream().filter(causes::contains).count();
                said += ranked.get(0).size();
                real += causes.size();
                cases++;
                boolean isThere =
                        causes.stream()
                                .allMatch(one -> ranked.stream().anyMatch(r -> r.contains(one)));
                amongFirst += isThere ? 1 : 0;
            }
        }
        var result = new LinkedHashMap<String, Object>();
        result.put("cases", cases);
        result.put("f1", Judged.rounded(2.0 * right / (said + real)));
        result.put("top3", Judged.rounded((double) amongFirst / cases));
        return result;
    }

    /** The labels carry fractions of seconds that the series do not. */
    private static String second(String timestamp) {
        return timestamp.substring(0, Math.min(19, timestamp.length()));
    }

    private static Map<String, Object> anomaly(List<SeriesWindows> all) {
        var even = new ArrayList<SeriesWindows>();
        var odd = new ArrayList<SeriesWindows>();
        for (int i = 0; i < all.size(); i++) {
            (i % 2 == 0 ? even : odd).add(all.get(i));
        }
        var result = new LinkedHashMap<String, Object>();
        result.put("threshold", Episodes.ALERT);
        result.put("score", Judged.rounded(SeriesWindows.score(all, Episodes.ALERT)));
        result.putAll(new java.util.TreeMap<>(SeriesWindows.alerts(all, Episodes.ALERT)));
        double best = SeriesWindows.best(all);
        result.put("best_threshold", Judged.rounded(best));
        result.put("score_at_best", Judged.rounded(SeriesWindows.score(all, best)));
        double toOdd = SeriesWindows.score(odd, SeriesWindows.best(even));
        double toEven = SeriesWindows.score(even, SeriesWindows.best(odd));
        result.put("score_carried_to_odd", Judged.rounded(toOdd));
        result.put("score_carried_to_even", Judged.rounded(toEven));
        return result;
    }
}
