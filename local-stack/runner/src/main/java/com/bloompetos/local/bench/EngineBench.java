package com.bloompetos.local.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.bloompetos.local.clickhouse.access.EngineUsers;
import com.bloompetos.local.clickhouse.access.Role;
import com.bloompetos.local.clickhouse.access.Seal;
import com.bloompetos.local.clickhouse.access.User;
import com.bloompetos.local.clickhouse.access.Users;
import com.bloompetos.local.clickhouse.access.UsersFile;
import com.bloompetos.local.clickhouse.access.Walls;
import com.bloompetos.local.clickhouse.engine.Engine;
import com.bloompetos.local.clickhouse.protocol.HttpFront;
import com.clickhouse.client.api.Client;
import com.clickhouse.client.api.insert.InsertSettings;
import com.clickhouse.data.ClickHouseFormat;
import java.io.ByteArrayInputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * What the HTTP front costs: the same rows and queries through ClickHouse's own client and straight
 * into the engine, in turns, in one process and one run.
 */
public final class EngineBench {
    private static final String COLUMNS =
            """
            organization_id UUID, branch_id UUID, day Date, kpi LowCardinality(String),
            numerator Int64, denominator Int64, version UInt64\
            """;
    private static final List<String> NAMES =
            List.of(
                    "organization_id",
                    "branch_id",
                    "day",
                    "kpi",
                    "numerator",
                    "denominator",
                    "version");
    private static final int FACTS = 10_000_000;
    private static final int CONCURRENT = 100;
    private static final long STACK_BYTES = 8L << 20;

    private static final String POINT =
            "select numerator from bench.facts where organization_id ="
                    + " toUUID('00000000-0000-0007-0000-000000000007') and version = 70007";
    private static final String AGGREGATE =
            "select kpi, sum(numerator), sum(denominator) from bench.facts group by kpi order by kpi";
    private static final String READINGS =
            "select day, sum(numerator), sum(denominator) from bench.readings final where"
                    + " organization_id = toUUID('00000000-0000-0003-0000-000000000003') and kpi ="
                    + " 'kpi-3' group by day order by day";

    private final Engine engine;
    private final Client client;
    private final PrintStream out;
    private final Map<String, Object> fields = new LinkedHashMap<>();

    private EngineBench(Engine engine, Client client, PrintStream out) {
        this.engine = engine;
        this.client = client;
        this.out = out;
    }

    private interface Way {
        void go() throws Exception;
    }

    public static String run(Path root, Path library, PrintStream out) throws Exception {
        // The engine parses on its caller's stack, and wants more of it than the main thread has.
        var worker =
                Executors.newSingleThreadExecutor(
                        task -> new Thread(null, task, "bench", STACK_BYTES));
        try {
            return worker.submit(() -> measured(root, library, out)).get();
        } finally {
            worker.shutdown();
        }
    }

    private static String measured(Path root, Path library, PrintStream out) throws Exception {
        var load = new MachineLoad();
        var directory = Files.createTempDirectory("bloom-engine");
        var users = new UsersFile(directory.resolve("users"));
        users.put(User.service("admin", Role.ADMIN, "admin"));
        var seal = Seal.drawn();
        var walls = Walls.read(root.resolve("warehouse-ddl/walls/walls.txt"));
        out.println("Starting an engine of its own in " + directory + " …");
        try (var engine =
                        Engine.start(
                                library,
                                directory.resolve("data"),
                                2L << 30,
                                EngineUsers.xml(walls, seal));
                var front = HttpFront.start(engine, Users.read(users.path()), seal, 0);
                var client =
                        new Client.Builder()
                                .addEndpoint("http://127.0.0.1:" + front.port())
                                .setUsername("admin")
                                .setPassword("admin")
                                .setMaxConnections(CONCURRENT)
                                .compressClientRequest(false)
                                .compressServerResponse(false)
                                .build()) {
            var bench = new EngineBench(engine, client, out);
            bench.fields.put("bench", "engine");
            bench.inserts();
            bench.queries();
            bench.fields.put("machine", load.since());
            return Report.line(bench.fields);
        } finally {
            try (var files = Files.walk(directory)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    private void inserts() throws Exception {
        engine.ask("create database bench");
        for (var way : List.of("http", "straight")) {
            engine.ask(
                    "create table bench."
                            + way
                            + " ("
                            + COLUMNS
                            + ") engine = MergeTree order by (organization_id, kpi, version)");
        }
        long[] small = inTurns("1k", rows(1_000), 1_000, 300);
        long[] large = inTurns("100k", rows(100_000), 100_000, 20);
        fields.put("rows_per_s_1k_http", small[0]);
        fields.put("rows_per_s_1k_straight", small[1]);
        fields.put("rows_per_s_100k_http", large[0]);
        fields.put("rows_per_s_100k_straight", large[1]);
        fields.put("http_ratio", Math.round(100.0 * large[0] / large[1]) / 100.0);
        var rows = engine.ask("select count() from bench.http");
        if (!rows.equals(engine.ask("select count() from bench.straight"))) {
            throw new IllegalStateException("The two ways did not write the same rows.");
        }
    }

    /** Rows a second, HTTP and straight; in turns, so that whatever else goes on meets both. */
    private long[] inTurns(String name, byte[] rows, int count, int turns) throws Exception {
        Way http =
                () ->
                        client.insert(
                                        "bench.http",
                                        NAMES,
                                        new ByteArrayInputStream(rows),
                                        ClickHouseFormat.RowBinary,
                                        new InsertSettings())
                                .get(60, TimeUnit.SECONDS)
                                .close();
        Way straight =
                () -> {
                    try (var connection = engine.open(Map.of())) {
                        connection
                                .insert(
                                        ("insert into bench.straight ("
                                                        + String.join(", ", NAMES)
                                                        + ")")
                                                .getBytes(UTF_8),
                                        "RowBinary",
                                        Map.of(),
                                        new ByteArrayInputStream(rows))
                                .close();
                    }
                };
        for (int i = 0; i < turns / 5 + 1; i++) {
            http.go();
            straight.go();
        }
        long[] nanos = new long[2];
        for (int i = 0; i < turns; i++) {
            nanos[0] += taken(http);
            nanos[1] += taken(straight);
        }
        long[] rates = new long[2];
        for (int i = 0; i < 2; i++) {
            rates[i] = Math.round(1e9 * count * turns / nanos[i]);
        }
        out.println(
                "  batches of %-5s %,9d rows/s through HTTP, %,9d straight"
                        .formatted(name, rates[0], rates[1]));
        return rates;
    }

    private static long taken(Way way) throws Exception {
        long begun = System.nanoTime();
        way.go();
        return System.nanoTime() - begun;
    }

    private void queries() throws Exception {
        out.println("Filling 10 M rows …");
        engine.ask(
                "create table bench.facts ("
                        + COLUMNS
                        + ") engine = MergeTree order by (organization_id, version)");
        engine.ask(
                """
                insert into bench.facts
                select toUUID(concat('00000000-0000-', leftPad(toString(number %% 1000), 4, '0'), '-0000-',
                           leftPad(toString(number %% 1000), 12, '0'))),
                       toUUID('00000000-0000-0000-0000-000000000001'), toDate('2026-01-01') + number %% 365,
                       concat('kpi-', toString(number %% 20)), number %% 100, 100, number
                from numbers(%d)\
                """
                        .formatted(FACTS));
        engine.ask(
                "create table bench.readings ("
                        + COLUMNS
                        + ") engine = ReplacingMergeTree(version) order by (organization_id, kpi, branch_id, day)");
        engine.ask(
                """
                insert into bench.readings
                select toUUID(concat('00000000-0000-', leftPad(toString(number % 10), 4, '0'), '-0000-',
                           leftPad(toString(number % 10), 12, '0'))),
                       toUUID(concat('00000000-0000-0000-0000-', leftPad(toString(intDiv(number, 365) % 20), 12, '0'))),
                       toDate('2026-01-01') + number % 365, concat('kpi-', toString(intDiv(number, 10) % 20)),
                       number % 100, 100, number
                from numbers(500000)\
                """);
        repeated("point", POINT, 200);
        repeated("aggregate_10m", AGGREGATE, 20);
        concurrent();
    }

    private void http(String sql) throws Exception {
        try (var answer = client.query(sql).get(60, TimeUnit.SECONDS)) {
            answer.getInputStream().readAllBytes();
        }
    }

    private void straight(String sql) throws Exception {
        try (var connection = engine.open(Map.of());
                var result =
                        connection.query(
                                sql.getBytes(UTF_8), "RowBinaryWithNamesAndTypes", Map.of())) {
            var copy = ByteBuffer.allocate(result.data().remaining());
            copy.put(result.data());
        }
    }

    private void repeated(String name, String sql, int times) throws Exception {
        for (int i = 0; i < times / 10 + 1; i++) {
            http(sql);
            straight(sql);
        }
        long[] http = new long[times];
        long[] straight = new long[times];
        for (int i = 0; i < times; i++) {
            http[i] = taken(() -> http(sql));
            straight[i] = taken(() -> straight(sql));
        }
        tell(name, http, straight);
    }

    /** Everyone at once; each measures from the common start of their round. */
    private void concurrent() throws Exception {
        tell(
                "readings_100_concurrent",
                atOnce(() -> http(READINGS)),
                atOnce(() -> straight(READINGS)));
    }

    private static long[] atOnce(Way way) throws Exception {
        var executor =
                Executors.newFixedThreadPool(
                        CONCURRENT, task -> new Thread(null, task, "reader", STACK_BYTES));
        try {
            var times = new long[3 * CONCURRENT];
            for (int round = 0; round < 3; round++) {
                var tasks = new ArrayList<Callable<Long>>();
                for (int i = 0; i < CONCURRENT; i++) {
                    tasks.add(() -> taken(way));
                }
                var done = executor.invokeAll(tasks);
                for (int i = 0; i < CONCURRENT; i++) {
                    times[round * CONCURRENT + i] = done.get(i).get();
                }
            }
            return times;
        } finally {
            executor.shutdown();
        }
    }

    private void tell(String name, long[] http, long[] straight) {
        var byHttp = new Percentiles(http);
        var byCall = new Percentiles(straight);
        fields.put(name + "_http_p50_ms", byHttp.millis(50));
        fields.put(name + "_http_p95_ms", byHttp.millis(95));
        fields.put(name + "_straight_p50_ms", byCall.millis(50));
        fields.put(name + "_straight_p95_ms", byCall.millis(95));
        out.println(
                "  %-24s p50/p95 %.1f/%.1f ms through HTTP, %.1f/%.1f ms straight"
                        .formatted(
                                name,
                                byHttp.millis(50),
                                byHttp.millis(95),
                                byCall.millis(50),
                                byCall.millis(95)));
    }

    /** The same organization in runs, as a writer's batch has them. */
    private static byte[] rows(int count) {
        var buffer = ByteBuffer.allocate(count * 72).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i++) {
            buffer.putLong(i / 1000 % 50).putLong(7);
            buffer.putLong(i % 20).putLong(9);
            buffer.putShort((short) (20_000 + i % 365));
            var kpi = ("kpi-" + i % 20).getBytes(UTF_8);
            buffer.put((byte) kpi.length).put(kpi);
            buffer.putLong(i % 100).putLong(100).putLong(i);
        }
        return java.util.Arrays.copyOf(buffer.array(), buffer.position());
    }
}
