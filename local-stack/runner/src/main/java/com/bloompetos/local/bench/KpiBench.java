package com.bloompetos.local.bench;

import com.bloompetos.api.kpi.ReadingsSql;
import com.bloompetos.api.kpi.SameWeekday;
import com.bloompetos.insight.kpi.Kpi;
import com.bloompetos.insight.kpi.KpiCatalogue;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How long the statements of the API take over the readings of many years: every KPI over the last
 * thirty days, of an organization, of a franchise, by branch, and beside the same weekdays before.
 */
public final class KpiBench {
    private static final long BYTES_OF_100_M = 20L << 30;
    private static final int DAYS = 30;
    private static final int FEWEST_DAYS = 66; // Those, and as many before them to compare with.
    private static final int ROUNDS = 3;
    private static final int TOLD_AGAIN = 5;

    private final OwnEngine engine;
    private final ReadingsOfYears readings;
    private final List<Kpi> kpis = List.copyOf(KpiCatalogue.load().all());
    private final LocalDate today;
    private final PrintStream out;

    private KpiBench(OwnEngine engine, ReadingsOfYears readings, LocalDate today, PrintStream out) {
        this.engine = engine;
        this.readings = readings;
        this.today = today;
        this.out = out;
    }

    /** One statement, and what it is for. */
    private record Question(Kpi kpi, String asks, String sql) {}

    private record Answer(Question question, long nanos) {}

    /**
     * @param only the KPIs to measure; all when empty
     */
    public static String run(
            OwnEngine.Programs programs,
            Path directory,
            long appointments,
            Set<String> only,
            PrintStream out)
            throws IOException, InterruptedException {
        var today = LocalDate.now(java.time.ZoneOffset.UTC);
        var readings = new ReadingsOfYears(appointments, today);
        long needed = Math.max(1L << 30, BYTES_OF_100_M / 100_000_000 * appointments);
        var load = new MachineLoad();
        say(out, appointments, readings, needed);
        if (readings.days() < FEWEST_DAYS) {
            throw new IllegalArgumentException(
                    "That is %d days; %d are needed to compare thirty of them: --appointments %,d or more."
                            .formatted(
                                    readings.days(),
                                    FEWEST_DAYS,
                                    (long) FEWEST_DAYS
                                            * ReadingsOfYears.BRANCHES
                                            * ReadingsOfYears.APPOINTMENTS_PER_DAY));
        }
        long free = Files.getFileStore(directory).getUsableSpace();
        if (free < needed) {
            throw new IllegalArgumentException(
                    "It needs %,d MB of disk in %s, and %,d MB are free: make room, or measure fewer --appointments."
                            .formatted(needed >> 20, directory, free >> 20));
        }
        try (var engine = OwnEngine.start(programs, directory)) {
            var bench = new KpiBench(engine, readings, today, out);
            bench.fill(only);
            bench.settle();
            var answers = bench.ask(bench.questions(only));
            return bench.report(appointments, answers, load);
        }
    }

    private static void say(
            PrintStream out, long appointments, ReadingsOfYears readings, long needed) {
        out.println(
                "%,d appointments: %d branches x %d a day x %,d days. Their readings need up to %,d MB of disk."
                        .formatted(
                                appointments,
                                ReadingsOfYears.BRANCHES,
                                ReadingsOfYears.APPOINTMENTS_PER_DAY,
                                readings.days(),
                                needed >> 20));
    }

    private List<Kpi> wanted(Set<String> only) {
        return kpis.stream().filter(kpi -> only.isEmpty() || only.contains(kpi.name())).toList();
    }

    private void fill(Set<String> only) throws IOException, InterruptedException {
        for (var statement : readings.sharedIds()) {
            engine.ask(statement);
        }
        long rows = 0;
        for (var month : readings.months()) {
            long began = System.nanoTime();
            for (var kpi : wanted(only)) {
                for (var insert : readings.inserts(kpi, month)) {
                    engine.ask(insert);
                }
                rows += readings.rows(kpi, month);
            }
            out.println(
                    "  %s to %s in %5.1f s   (%,d readings so far)"
                            .formatted(
                                    month.from(),
                                    month.to(),
                                    (System.nanoTime() - began) / 1e9,
                                    rows));
        }
        for (int time = 1; time <= TOLD_AGAIN; time++) {
            for (var kpi : wanted(only)) {
                if (kpi.merges().isEmpty()
                        && kpi.additivity() != Kpi.Additivity.QUANTILE
                        && ReadingsOfYears.isDaily(kpi)) {
                    engine.ask(readings.again(kpi, time));
                }
            }
        }
    }

    /**
     * Until the engine has merged what it merges by itself, or for two minutes: nobody asks it to.
     */
    private void settle() throws IOException, InterruptedException {
        out.println("  waiting for the engine's merges …");
        long until = System.nanoTime() + 120_000_000_000L;
        for (int quiet = 0; quiet < 3 && System.nanoTime() < until; ) {
            quiet = engine.ask("select count() from system.merges").equals("0") ? quiet + 1 : 0;
            Thread.sleep(1_000);
        }
        out.println(
                engine.ask(
                        "select concat('  ', table, ': ', formatReadableQuantity(sum(rows)), ' rows, ', formatReadableSize(sum(bytes_on_disk)), ', ', toString(count()), ' parts') from system.parts where active and database = 'mart' and table in ('readings', 'latest_readings') group by table order by table format TSVRaw"));
    }

    private List<Question> questions(Set<String> only) throws IOException, InterruptedException {
        var all = engine.ask(ReadingsOfYears.branchesSql()).lines().map(UUID::fromString).toList();
        var franchise = all.subList(0, ReadingsOfYears.BRANCHES / ReadingsOfYears.FRANCHISES);
        var to = today.minusDays(1);
        var questions = new ArrayList<Question>();
        for (var kpi : wanted(only)) {
            var from = kpi.periodOf(to.minusDays(DAYS - 1));
            var chainOf = new ReadingsSql(kpi, ReadingsOfYears.ORGANIZATION, all, null);
            var franchiseOf = new ReadingsSql(kpi, ReadingsOfYears.ORGANIZATION, franchise, null);
            questions.add(new Question(kpi, "organization", chainOf.total(from, to)));
            questions.add(new Question(kpi, "franchise", franchiseOf.total(from, to)));
            questions.add(new Question(kpi, "by branch", chainOf.byBranch(from, to)));
            if (ReadingsOfYears.isDaily(kpi)) {
                var weekday = SameWeekday.of(kpi, from, to, 4, today).orElseThrow();
                questions.add(new Question(kpi, "same weekday", chainOf.byWeekday(weekday)));
            }
        }
        return questions;
    }

    private List<Answer> ask(List<Question> questions) throws IOException, InterruptedException {
        out.println("  asking " + questions.size() + " questions, " + ROUNDS + " times …");
        var answers = new ArrayList<Answer>();
        for (int round = 0; round <= ROUNDS; round++) {
            for (var question : questions) {
                long began = System.nanoTime();
                var request =
                        HttpRequest.newBuilder(URI.create(engine.url() + "/"))
                                .POST(BodyPublishers.ofString(question.sql()));
                var answer = engine.send("reader", request);
                long nanos = System.nanoTime() - began;
                if (answer.statusCode() != 200 || answer.body().isBlank()) {
                    throw new IllegalStateException(
                            question.kpi().name() + ", " + question.asks() + ": " + answer.body());
                }
                if (round > 0) { // The first one reads from the disk and compiles.
                    answers.add(new Answer(question, nanos));
                }
            }
        }
        return answers;
    }

    private String report(long appointments, List<Answer> answers, MachineLoad load)
            throws IOException, InterruptedException {
        var byAsks =
                answers.stream()
                        .collect(
                                Collectors.groupingBy(
                                        answer -> answer.question().asks(),
                                        LinkedHashMap::new,
                                        Collectors.toList()));
        byAsks.forEach(
                (asks, some) ->
                        out.println(
                                "  %-14s p50 %6.1f ms, p95 %6.1f ms"
                                        .formatted(
                                                asks,
                                                percentiles(some).millis(50),
                                                percentiles(some).millis(95))));
        answers.stream()
                .sorted((a, b) -> Long.compare(b.nanos(), a.nanos()))
                .limit(12)
                .forEach(
                        slow ->
                                out.println(
                                        "    %-28s %-14s %7.1f ms"
                                                .formatted(
                                                        slow.question().kpi().name(),
                                                        slow.question().asks(),
                                                        slow.nanos() / 1e6)));
        @Nullable Answer worst = null;
        for (var answer : answers) {
            worst = worst == null || answer.nanos() > worst.nanos() ? answer : worst;
        }
        var bytes =
                Long.parseLong(
                        engine.ask(
                                "select sum(bytes_on_disk) from system.parts where active and database = 'mart' and table in ('readings', 'latest_readings')"));
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("bench", "kpi");
        fields.put("appointments", appointments);
        fields.put("branches", ReadingsOfYears.BRANCHES);
        fields.put("days", readings.days());
        fields.put(
                "readings", Long.parseLong(engine.ask("select count() from mart.latest_readings")));
        fields.put("queries", answers.size());
        fields.put("p50_ms", percentiles(answers).millis(50));
        fields.put("p95_ms", percentiles(answers).millis(95));
        if (worst != null) {
            Map<String, Object> slowest = new LinkedHashMap<>();
            slowest.put("kpi", worst.question().kpi().name());
            slowest.put("asks", worst.question().asks());
            slowest.put("ms", Math.round(worst.nanos() / 1e5) / 10.0);
            fields.put("worst", slowest);
        }
        fields.put("bytes_per_appointment", Math.round(10.0 * bytes / appointments) / 10.0);
        fields.put("machine", load.since());
        return Report.line(fields);
    }

    private static Percentiles percentiles(List<Answer> answers) {
        return new Percentiles(answers.stream().mapToLong(Answer::nanos).toArray());
    }
}
