package com.bloompetos.local.score;

import com.bloompetos.insight.anomaly.SeriesDetector;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Reads every listed series once, line by line, and tells how surprising each value was. */
public final class AnomalyScore {
    private AnomalyScore() {}

    /** How many values were judged. */
    public static long run(Path data, Path list, Path out) throws IOException {
        try (var answers = new Answers(out, "file,timestamp,anomaly_score")) {
            for (var name : names(list)) {
                series(file(data, name), name, answers);
            }
            return answers.done();
        }
    }

    /** The series lie in the folder itself, or in its own {@code data}. */
    private static Path file(Path data, String name) {
        var inside = data.resolve("data").resolve(name);
        return Files.exists(inside) ? inside : data.resolve(name);
    }

    private static void series(Path file, String name, Answers answers) throws IOException {
        var detector = new SeriesDetector(SeriesDetector.Measure.AMOUNT);
        try (var rows = CsvFile.open(file)) {
            int timestamp = rows.column("timestamp");
            int value = rows.column("value");
            for (var row = rows.next(); row != null; row = rows.next()) {
                var at = rows.instant(row, timestamp);
                double score = detector.observe(at, rows.number(row, value)).score();
                answers.line(
                        String.format(
                                Locale.ROOT,
                                "%s,%s,%.6f",
                                Answers.field(name),
                                row.get(timestamp),
                                score));
            }
        }
    }

    /** One name a line. */
    static List<String> names(Path list) throws IOException {
        try {
            return Files.readAllLines(list, StandardCharsets.UTF_8).stream()
                    .map(String::trim)
                    .filter(line -> !line.isEmpty())
                    .toList();
        } catch (NoSuchFileException absent) {
            throw new BadInput(list, "there is no such file");
        }
    }
}
