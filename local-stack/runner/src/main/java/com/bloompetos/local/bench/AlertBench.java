package com.bloompetos.local.bench;

import com.bloompetos.local.bench.AlertCase.Kind;
import com.bloompetos.local.bench.AlertCase.Part;
import com.bloompetos.local.bench.AlertCase.Twist;
import java.io.IOException;
import java.io.PrintStream;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/**
 * Days of branches with and without trouble, committed row by row into PostgreSQL of a stack of its
 * own; then the alerts that stand in PostgreSQL are held against what was done. The days before are
 * put into the warehouse as readings, since they only make the usual.
 *
 * <p>The time runs from the commit that makes the trouble (of a silence: from its sixtieth minute)
 * until its alert can be read.
 */
public final class AlertBench {
    private static final int CLOSED_HOUR = 22;
    private static final int SILENT_HOUR = 13;
    private static final Duration BETWEEN = Duration.ofMillis(2_000);

    /** From the commit of a silent branch's bookings until its silence is an hour old. */
    private static final Duration SILENCE_ENDS_IN = Duration.ofSeconds(20);

    private static final int PATIENCE_SECONDS = 180;
    private static final int LAST_ALERT_SECONDS = 20;

    private final Addresses addresses;
    private final WarehouseReader warehouse;
    private final PrintStream out;
    private final long seed;
    private final List<AlertCase> cases;
    private final UUID warm;
    private final AlertRows warmRows;
    private final UUID lastBranch;
    private final Map<Kind, ZoneId> zones = new EnumMap<>(Kind.class);
    private final Map<UUID, AlertRows> chains = new LinkedHashMap<>();
    private final Map<UUID, Instant> causedAt = new HashMap<>();
    private final Map<String, Instant> seenAt = new TreeMap<>();

    private final LocalTime silentBranchesOpen;

    private AlertBench(Addresses addresses, long seed, int anomalies, PrintStream out) {
        this.addresses = addresses;
        this.warehouse = addresses.warehouse();
        this.seed = seed;
        this.out = out;
        this.warm = new UUID(seed, 1);
        this.warmRows = new AlertRows(warm, seed);
        this.lastBranch = new UUID(seed, 3);
        var now = Instant.now();
        for (var kind : Kind.values()) {
            zones.put(kind, zone(now, kind == Kind.SILENCE ? SILENT_HOUR : CLOSED_HOUR));
        }
        this.silentBranchesOpen =
                LocalTime.ofInstant(now, zoneOf(Kind.SILENCE))
                        .minusHours(AlertCases.HOURS_OPEN)
                        .truncatedTo(ChronoUnit.MINUTES);
        this.cases = AlertCases.of(seed, anomalies, kind -> LocalDate.ofInstant(now, zoneOf(kind)));
        long seedOfChain = seed;
        for (var each : cases) {
            if (!chains.containsKey(each.organization())) {
                chains.put(each.organization(), new AlertRows(each.organization(), seedOfChain++));
            }
        }
    }

    /**
     * @return one JSON object
     */
    public static String run(Addresses addresses, long seed, int anomalies, PrintStream out)
            throws SQLException, IOException, InterruptedException {
        return new AlertBench(addresses, seed, anomalies, out).run();
    }

    private String run() throws SQLException, IOException, InterruptedException {
        var began = Instant.now();
        try (var pool = addresses.ownerPool(null, 2);
                var reader = addresses.reconciliationPool()) {
            warmUp(pool);
            remember();
            create(pool);
            await("the branches stand in the warehouse", this::areBranchesThere);
            readThePast(pool, reader);
            var machine = new MachineLoad();
            out.printf(
                    "%d branches of %d chains; their days begin after %d s.%n",
                    cases.size(),
                    chains.size(),
                    Duration.between(began, Instant.now()).toSeconds());
            var watching = new Thread(() -> watch(reader), "alerts");
            watching.setDaemon(true);
            watching.start();
            for (var day : days()) {
                inject(pool, day);
                TimeUnit.MILLISECONDS.sleep(BETWEEN.toMillis());
            }
            var last = Collections.max(causedAt.values()).plusSeconds(LAST_ALERT_SECONDS);
            while (Instant.now().isBefore(last)) {
                TimeUnit.MILLISECONDS.sleep(100);
            }
            watching.interrupt();
            watching.join();
            return report(machine.since(), Duration.between(began, Instant.now()).toSeconds());
        }
    }

    /**
     * The batch computes the whole past of a definition once, before there are branches of ours.
     */
    private void warmUp(DataSource pool) throws SQLException, InterruptedException {
        var branch = new UUID(seed, 2);
        var now = Instant.now();
        try (var connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            warmRows.create(connection);
            warmRows.branch(connection, branch, "UTC", "00:00", "24:00");
            for (var kind : Kind.values()) {
                warmRows.write(
                        connection,
                        kind,
                        branch,
                        List.of(new Part(1, 1)),
                        now.minusSeconds(60),
                        now);
            }
            connection.commit();
        }
        await(
                "the batch's first round",
                () ->
                        number(
                                        "select uniqExact(kpi) from ledger.batch_kpis where kpi in (%s)"
                                                .formatted(
                                                        List.of(Kind.values()).stream()
                                                                .map(kind -> "'" + kind.kpi + "'")
                                                                .collect(Collectors.joining(", "))))
                                == Kind.values().length);
    }

    /**
     * A branch that comes last has a day that must be told: once it is, the past of all before it
     * has been read.
     */
    private void readThePast(DataSource pool, DataSource reader)
            throws SQLException, IOException, InterruptedException {
        var day = LocalDate.ofInstant(Instant.now(), zoneOf(Kind.REFUNDS));
        var past = new ArrayList<Part>();
        for (int before = AlertCases.DAYS; before > 0; before--) {
            past.add(new Part(100_000 + before % 7 * 1_000, 0));
        }
        var last =
                new AlertCase(
                        Kind.REFUNDS,
                        Twist.ANOMALY,
                        warm,
                        lastBranch,
                        day,
                        past,
                        List.of(new Part(900_000, 0)),
                        List.of());
        var latest = new ArrayList<String>();
        remember(last, latest);
        insert("mart.latest_readings", latest);
        try (var connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            warmRows.enter(connection);
            var noon = Instant.now().minus(Duration.ofHours(8));
            warmRows.branch(connection, lastBranch, zoneOf(Kind.REFUNDS).getId(), "08:00", "18:00");
            warmRows.write(connection, Kind.REFUNDS, lastBranch, last.live(), noon, noon);
            connection.commit();
        }
        await("the last branch's alert", () -> isTold(reader));
    }

    private boolean isTold(DataSource reader) {
        try (var connection = reader.getConnection();
                var statement =
                        connection.prepareStatement(
                                "select from alerts where branch_id = ? and rule = ?")) {
            statement.setObject(1, lastBranch);
            statement.setString(2, Kind.REFUNDS.rule);
            try (var rows = statement.executeQuery()) {
                return rows.next();
            }
        } catch (SQLException lost) {
            throw new IllegalStateException(lost);
        }
    }

    private void remember() throws IOException, InterruptedException {
        var latest = new ArrayList<String>();
        var log = new ArrayList<String>();
        for (var each : cases) {
            remember(each, latest);
            if (each.kind() == Kind.SILENCE) {
                for (int before = 15; before > 0; before--) {
                    var part = each.past().get(each.past().size() - before);
                    pace(each, each.day().minusDays(before), part, log);
                }
            }
        }
        insert("mart.latest_readings", latest);
        insert("mart.readings", log);
    }

    private static void remember(AlertCase each, List<String> latest) {
        for (int i = 0; i < each.past().size(); i++) {
            var day = each.day().minusDays(each.past().size() - i);
            if (each.twist() == Twist.LATE && i == each.past().size() - 1) {
                continue; // Comes as rows, since rows are added to it.
            }
            var part = each.past().get(i);
            latest.add(reading(each, day, part, part.numerator(), 1_000, "now64(6)"));
        }
    }

    /** When within the day a branch's bookings came: evenly while it was open. */
    private void pace(AlertCase each, LocalDate day, Part part, List<String> log) {
        int slots = 2 * AlertCases.HOURS_PER_DAY;
        for (int slot = 1; slot <= slots; slot++) {
            var at =
                    day.atTime(opens(each.kind()))
                            .atZone(zoneOf(each.kind()))
                            .plusMinutes(30L * slot - 1)
                            .toInstant();
            log.add(
                    reading(
                            each,
                            day,
                            part,
                            part.numerator() * slot / slots,
                            slot,
                            "fromUnixTimestamp64Micro(%d)".formatted(at.toEpochMilli() * 1_000)));
        }
    }

    private static String reading(
            AlertCase each, LocalDate day, Part part, long numerator, int version, String at) {
        return "('%s', 1, '%s', '%s', '%s', ['past'], %d, %d, %d, 'stream', %s)"
                .formatted(
                        each.kind().kpi,
                        each.organization(),
                        each.branch(),
                        day,
                        numerator,
                        part.denominator(),
                        version,
                        at);
    }

    private void insert(String table, List<String> rows) throws IOException, InterruptedException {
        for (int from = 0; from < rows.size(); from += 1_000) {
            warehouse.execute(
                    "insert into "
                            + table
                            + " (kpi, definition_version, organization_id, branch_id, day, dimensions, numerator, denominator, version, source, recorded_at) values "
                            + String.join(
                                    ", ", rows.subList(from, Math.min(rows.size(), from + 1_000))));
        }
    }

    private void create(DataSource pool) throws SQLException {
        try (var connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            for (var chain : chains.entrySet()) {
                chain.getValue().create(connection);
                for (var each : cases) {
                    if (each.organization().equals(chain.getKey())) {
                        var opens = opens(each.kind());
                        chain.getValue()
                                .branch(
                                        connection,
                                        each.branch(),
                                        zoneOf(each.kind()).getId(),
                                        opens.toString(),
                                        opens.plusHours(AlertCases.HOURS_PER_DAY).toString());
                        if (each.twist() == Twist.LATE) {
                            var before = each.past().get(each.past().size() - 1);
                            yesterday(
                                    connection, chain.getValue(), each, rows(each.kind(), before));
                        }
                    }
                }
                connection.commit();
            }
        }
    }

    private static List<Part> rows(Kind kind, Part sum) {
        if (kind == Kind.REVENUE || kind == Kind.REFUNDS) {
            return List.of(sum);
        }
        var rows = new ArrayList<Part>();
        long count = kind == Kind.NO_SHOWS ? sum.denominator() : sum.numerator();
        for (long i = 0; i < count; i++) {
            rows.add(new Part(i < sum.numerator() ? 1 : 0, 1));
        }
        return rows;
    }

    private void yesterday(
            java.sql.Connection connection, AlertRows chain, AlertCase each, List<Part> rows)
            throws SQLException {
        var noon = each.day().minusDays(1).atTime(12, 0).atZone(zoneOf(each.kind())).toInstant();
        chain.write(
                connection, each.kind(), each.branch(), rows, noon, noon.plus(2, ChronoUnit.HOURS));
    }

    /** All branches of a chain that are watched for one thing: their day comes in one commit. */
    private List<List<AlertCase>> days() {
        var days =
                new ArrayList<>(
                        cases.stream()
                                .collect(
                                        Collectors.groupingBy(
                                                each -> each.organization() + " " + each.kind(),
                                                TreeMap::new,
                                                Collectors.toList()))
                                .values());
        Collections.shuffle(days, new Random(seed));
        return days;
    }

    private void inject(DataSource pool, List<AlertCase> day) throws SQLException {
        var chain = chain(day.get(0));
        var now = Instant.now();
        var silentFrom = new HashMap<UUID, Instant>();
        try (var connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            chain.enter(connection);
            for (var each : day) {
                Instant from = now.minus(Duration.ofHours(12));
                Instant to = now.minus(Duration.ofHours(5));
                if (each.kind() == Kind.SILENCE) {
                    from =
                            each.day()
                                    .atTime(opens(each.kind()))
                                    .atZone(zoneOf(each.kind()))
                                    .toInstant();
                    to =
                            each.isAnomaly()
                                    ? now.minus(Duration.ofHours(1)).plus(SILENCE_ENDS_IN)
                                    : now;
                    silentFrom.put(each.branch(), to.plus(Duration.ofHours(1)));
                }
                var live = new ArrayList<>(each.live());
                Collections.shuffle(live, new Random(seed));
                chain.write(connection, each.kind(), each.branch(), live, from, to);
                yesterday(connection, chain, each, each.late());
            }
            connection.commit();
        }
        var committed = Instant.now();
        for (var each : day) {
            if (each.isAnomaly()) {
                causedAt.put(each.branch(), silentFrom.getOrDefault(each.branch(), committed));
            }
        }
    }

    private AlertRows chain(AlertCase each) {
        var chain = chains.get(each.organization());
        if (chain == null) {
            throw new IllegalStateException("no chain " + each.organization());
        }
        return chain;
    }

    private void watch(DataSource reader) {
        try (var connection = reader.getConnection();
                var statement =
                        connection.prepareStatement(
                                "select branch_id, rule, episode from alerts where rule not in ('freshness', 'reconciliation')")) {
            while (!Thread.currentThread().isInterrupted()) {
                try (var rows = statement.executeQuery()) {
                    var now = Instant.now();
                    while (rows.next()) {
                        seenAt.putIfAbsent(
                                rows.getString(1)
                                        + " "
                                        + rows.getString(2)
                                        + " "
                                        + rows.getString(3),
                                now);
                    }
                }
                TimeUnit.MILLISECONDS.sleep(50);
            }
        } catch (SQLException lost) {
            throw new IllegalStateException(lost);
        } catch (InterruptedException enough) {
            Thread.currentThread().interrupt();
        }
    }

    private String report(Map<String, Object> machine, long seconds) {
        var byBranch =
                cases.stream()
                        .collect(Collectors.toMap(each -> each.branch().toString(), each -> each));
        var told = new HashMap<UUID, Instant>();
        var wrong = new TreeMap<String, Integer>();
        int repeated = 0;
        for (var alert : seenAt.entrySet()) {
            var words = alert.getKey().split(" ", 3);
            if (words[0].equals(lastBranch.toString())) {
                continue;
            }
            var each = byBranch.get(words[0]);
            if (each != null && each.isAnomaly() && each.kind().rule.equals(words[1])) {
                repeated += told.containsKey(each.branch()) ? 1 : 0;
                told.merge(each.branch(), alert.getValue(), (a, b) -> a.isBefore(b) ? a : b);
            } else {
                wrong.merge(
                        words[1]
                                + " "
                                + (each == null ? "elsewhere" : each.kind() + " " + each.twist()),
                        1,
                        Integer::sum);
            }
        }
        long anomalies = cases.stream().filter(AlertCase::isAnomaly).count();
        int mistakes = wrong.values().stream().mapToInt(Integer::intValue).sum();
        var times = times(told, Kind.values());
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("bench", "alerts");
        fields.put("seed", seed);
        fields.put("anomalies", anomalies);
        fields.put("controls", cases.size() - anomalies);
        fields.put("recall", rounded(told.size() / (double) anomalies));
        fields.put(
                "precision", rounded(told.size() / (double) Math.max(1, told.size() + mistakes)));
        fields.put("p50_s", seconds(times, 50));
        fields.put("p99_s", seconds(times, 99));
        fields.put("max_s", seconds(times, 100));
        fields.put("repeated", repeated);
        var found = new TreeMap<String, String>();
        for (var kind : Kind.values()) {
            long all =
                    cases.stream().filter(each -> each.kind() == kind && each.isAnomaly()).count();
            long right =
                    cases.stream()
                            .filter(each -> each.kind() == kind && told.containsKey(each.branch()))
                            .count();
            var ofKind = times(told, kind);
            found.put(
                    kind.rule,
                    "%d of %d, p50 %s s, p99 %s s"
                            .formatted(right, all, seconds(ofKind, 50), seconds(ofKind, 99)));
        }
        fields.put("found", found);
        fields.put("wrong", wrong);
        fields.put("seconds", seconds);
        fields.put("machine", machine);
        return Report.line(fields);
    }

    private Percentiles times(Map<UUID, Instant> told, Kind... kinds) {
        return new Percentiles(
                cases.stream()
                        .filter(each -> List.of(kinds).contains(each.kind()))
                        .filter(each -> told.containsKey(each.branch()))
                        .mapToLong(
                                each ->
                                        Duration.between(
                                                        causedAt.get(each.branch()),
                                                        told.get(each.branch()))
                                                .toNanos())
                        .toArray());
    }

    private static double seconds(Percentiles times, double percent) {
        return Math.round(times.millis(percent) / 10) / 100.0;
    }

    private static double rounded(double value) {
        return Math.round(1_000 * value) / 1_000.0;
    }

    private boolean areBranchesThere() {
        return number("select count() from staging.branches") >= cases.size();
    }

    private long number(String sql) {
        try {
            return Long.parseLong(String.valueOf(warehouse.rows(sql).get(0)[0]));
        } catch (IOException away) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped", e);
        }
    }

    private static void await(String what, BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(what + ": not within " + PATIENCE_SECONDS + " s");
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
    }

    private ZoneId zoneOf(Kind kind) {
        var zone = zones.get(kind);
        if (zone == null) {
            throw new IllegalStateException("no zone for " + kind);
        }
        return zone;
    }

    /** Where it is this hour of some day now. */
    private static ZoneId zone(Instant now, int hour) {
        int utc = now.atZone(ZoneId.of("UTC")).getHour();
        int ahead = Math.floorMod(hour - utc + 12, 24) - 12;
        return ZoneId.of(ahead == 0 ? "UTC" : "Etc/GMT%+d".formatted(-ahead));
    }

    private LocalTime opens(Kind kind) {
        return kind == Kind.SILENCE ? silentBranchesOpen : LocalTime.of(8, 0);
    }
}
