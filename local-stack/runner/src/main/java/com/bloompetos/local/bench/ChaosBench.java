package com.bloompetos.local.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * Random histories against the real stack and a plain model, with parts dying and offsets going
 * back in between. After each, PostgreSQL, the model, raw and the streamed readings must say the
 * same. A seed says what happens and in which order; only the clock is the machine's own.
 */
public final class ChaosBench {
    private static final int PATIENCE_SECONDS = 180;
    private static final String KILL = "kill ";
    private static final String REPLAY = "replay ";
    private static final String REWIND = "rewind ";

    private final ChaosStack stack;
    private final int runs;
    private final long firstSeed;
    private final PrintStream out;
    private final Addresses addresses;
    private final WarehouseReader warehouse;
    private final Map<String, Integer> disturbed = new TreeMap<>();

    private ChaosBench(ChaosStack stack, int runs, long firstSeed, PrintStream out) {
        this.stack = stack;
        this.runs = runs;
        this.firstSeed = firstSeed;
        this.out = out;
        addresses = stack.addresses();
        warehouse = addresses.warehouse();
    }

    /**
     * Runs seeds {@code seed}, {@code seed + 1} and so on.
     *
     * @return one JSON object; it says so when something differs, and does not throw
     */
    public static String run(ChaosStack stack, int runs, long seed, PrintStream out)
            throws SQLException, IOException, InterruptedException {
        return new ChaosBench(stack, runs, seed, out).run();
    }

    private String run() throws SQLException, IOException, InterruptedException {
        var machine = new MachineLoad();
        await("the connector's heartbeat", () -> heartbeat() > 0);
        stack.publishAlso("services", "scratch_.*");
        long differences = 0;
        long rows = 0;
        List<Long> failing = new ArrayList<>();
        long begun = System.nanoTime();
        for (int i = 0; i < runs; i++) {
            var found = run(firstSeed + i);
            rows += found.rows();
            differences += found.differences().size();
            if (!found.differences().isEmpty()) {
                failing.add(firstSeed + i);
            }
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("bench", "chaos");
        fields.put("runs", runs);
        fields.put("differences", differences);
        fields.put("failing_seeds", failing);
        fields.put("seed", firstSeed);
        fields.put("model_rows", rows);
        fields.put("disturbed", disturbed);
        fields.put("seconds", Math.round((System.nanoTime() - begun) / 1e9));
        fields.put("machine", machine.since());
        return Report.line(fields);
    }

    private record Found(List<String> differences, int rows) {}

    private Found run(long seed) throws SQLException, IOException, InterruptedException {
        long begun = System.nanoTime();
        var random = new Random(seed);
        int steps = 40 + random.nextInt(100);
        Map<Integer, String> disturbances = disturbances(random, steps);
        var organization = new BenchOrganization(1);
        List<String> differences;
        int rows;
        try (var pool = addresses.ownerPool(organization.id, 3)) {
            organization.create(pool);
            stack.remember("mirror");
            try (var connection = pool.getConnection();
                    var patient = pool.getConnection()) {
                var history =
                        new ChaosHistory(
                                connection, patient, organization, random.nextLong(), 1000 * seed);
                history.begin();
                for (int step = 0; step < steps; step++) {
                    var disturbance = disturbances.get(step);
                    if (disturbance != null) {
                        disturb(disturbance);
                    }
                    history.step();
                    TimeUnit.MILLISECONDS.sleep(random.nextInt(60));
                }
                history.end();
                awaitQuiet(connection);
                differences = new ArrayList<>(history.differencesFromModel());
                differences.addAll(differencesFromWarehouse());
                rows = history.rows();
                history.leave();
            }
            organization.erase(pool);
        }
        out.printf(
                "seed %d: %d steps, %s, %d rows, %.0f s: %s%n",
                seed,
                steps,
                disturbances.isEmpty() ? "undisturbed" : String.join(", ", disturbances.values()),
                rows,
                (System.nanoTime() - begun) / 1e9,
                differences.isEmpty() ? "equal" : differences.size() + " DIFFERENCES");
        differences.stream()
                .limit(5)
                .map(text -> text.substring(0, Math.min(500, text.length())))
                .forEach(text -> out.println("  " + text));
        return new Found(differences, rows);
    }

    /**
     * A share of the runs has none: a restart takes its time, and quiet histories have bugs, too.
     */
    private static Map<Integer, String> disturbances(Random random, int steps) {
        Map<Integer, String> disturbances = new TreeMap<>();
        int share = random.nextInt(10);
        int count = share < 4 ? 0 : share < 8 ? 1 : 2;
        for (int i = 0; i < count; i++) {
            var what =
                    switch (random.nextInt(10)) {
                        case 0, 1 -> KILL + "flink";
                        case 2, 3 -> KILL + "connect";
                        case 4 -> KILL + "kafka";
                        case 5, 6 -> KILL + "clickhouse";
                        case 7 -> random.nextBoolean() ? KILL + "streams" : REPLAY + "kpi";
                        case 8 -> REPLAY + "mirror";
                        default -> REWIND + "mirror";
                    };
            disturbances.put(random.nextInt(steps), what);
        }
        return disturbances;
    }

    private void disturb(String what) throws IOException, InterruptedException {
        disturbed.merge(what, 1, Integer::sum);
        if (what.startsWith(KILL)) {
            long pid = stack.pid(what.substring(KILL.length()));
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
        } else if (what.startsWith(REPLAY)) {
            stack.forgetProgress(what.substring(REPLAY.length()));
        } else {
            stack.rewind(what.substring(REWIND.length()));
        }
    }

    /** All parts are up, and a beat that is younger than everything else has come through. */
    private void awaitQuiet(java.sql.Connection connection)
            throws SQLException, InterruptedException {
        await(
                "all parts",
                () ->
                        List.of("flink", "connect", "kafka", "clickhouse").stream()
                                .allMatch(stack::healthy));
        long end;
        try (var statement = connection.createStatement();
                var rows =
                        statement.executeQuery(
                                "select (pg_current_wal_insert_lsn() - '0/0'::pg_lsn)::bigint")) {
            rows.next();
            end = rows.getLong(1);
        }
        connection.rollback();
        await("everything that was committed", () -> heartbeat() > end);
    }

    private long heartbeat() {
        try {
            return Long.parseLong(
                    String.valueOf(
                            warehouse.rows("select max(source_version) from raw.cdc_heartbeats")
                                    .get(0)[0]));
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
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    private List<String> differencesFromWarehouse()
            throws SQLException, IOException, InterruptedException {
        return Compare.of(addresses, Instant.EPOCH, Duration.ofSeconds(60))
                .differences()
                .entrySet()
                .stream()
                .map(each -> each.getValue() + " " + each.getKey())
                .collect(Collectors.toList());
    }
}
