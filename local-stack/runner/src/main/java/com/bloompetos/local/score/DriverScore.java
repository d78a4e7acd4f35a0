package com.bloompetos.local.score;

import com.bloompetos.insight.drivers.Driver;
import com.bloompetos.insight.drivers.Drivers;
import com.bloompetos.insight.drivers.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Explains one minute of every listed case by the parts of the whole, out of earlier minutes. */
public final class DriverScore {
    private static final int MOST_ANSWERS = 3;

    private DriverScore() {}

    /** How many cases were explained. */
    public static long run(Path cases, Path list, Path out) throws IOException {
        long count = 0;
        try (var rows = CsvFile.open(list);
                var answers = new Answers(out, "case,cause,rank")) {
            int name = rows.column("case");
            int timestamp = rows.column("timestamp");
            for (var row = rows.next(); row != null; row = rows.next()) {
                var file = file(cases, row.get(name));
                if (!Files.exists(file)) {
                    throw rows.bad("there is no " + file);
                }
                explain(file, row.get(name), rows.number(row, timestamp), answers);
                count++;
            }
            answers.done();
            return count;
        }
    }

    private static Path file(Path cases, String name) {
        var packed = cases.resolve(name + ".csv.gz");
        return Files.exists(packed) ? packed : cases.resolve(name + ".csv");
    }

    private static void explain(Path file, String name, double minute, Answers answers)
            throws IOException {
        var before = new ArrayList<Part>();
        var now = new ArrayList<Part>();
        Drivers drivers;
        try (var rows = CsvFile.open(file)) {
            int min = rows.column("min");
            int value = rows.column("value");
            int count = rows.column("cnt");
            var attributes = new ArrayList<Integer>();
            for (int i = 0; i < rows.header().size(); i++) {
                if (i != min && i != value && i != count) {
                    attributes.add(i);
                }
            }
            drivers = new Drivers(attributes.stream().map(rows.header()::get).toList());
            for (var row = rows.next(); row != null; row = rows.next()) {
                double at = rows.number(row, min);
                var part =
                        new Part(
                                attributes.stream().map(row::get).toList(),
                                rows.number(row, value),
                                rows.number(row, count));
                if (at == minute) {
                    now.add(part);
                } else if (at < minute) {
                    before.add(part);
                }
            }
        }
        if (now.isEmpty()) {
            throw new BadInput(file, "tells nothing of minute " + (long) minute);
        }
        tell(name, drivers.explain(before, now), drivers.ranked(before, now), answers);
    }

    /** The explanation first, then what else it might be. */
    private static void tell(
            String name, List<Driver> explained, List<Driver> ranked, Answers answers) {
        var causes = new ArrayList<String>();
        causes.add(explained.stream().map(DriverScore::words).collect(Collectors.joining(";")));
        ranked.stream()
                .map(DriverScore::words)
                .filter(cause -> !causes.contains(cause))
                .limit(MOST_ANSWERS - 1L)
                .forEach(causes::add);
        for (int rank = 1; rank <= causes.size(); rank++) {
            answers.line(
                    Answers.field(name) + ',' + Answers.field(causes.get(rank - 1)) + ',' + rank);
        }
    }

    private static String words(Driver driver) {
        return driver.where().entrySet().stream()
                .map(where -> where.getKey() + '=' + where.getValue())
                .collect(Collectors.joining("&"));
    }
}
