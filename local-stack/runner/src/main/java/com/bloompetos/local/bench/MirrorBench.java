package com.bloompetos.local.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/**
 * How many changed rows a second the mirror carries, and which part is the limit.
 *
 * <p>First the whole way: SQL changes {@code payment_intents} as fast as the rows arrive in raw, at
 * most {@code window} of them on their way at any time. Then the same kind and number of changes
 * with the mirror standing still, for what Debezium alone delivers. Then everything on both sides
 * is compared, row by row. At last the whole topic is read from its beginning twice into tables of
 * the same shape: by ClickHouse's own Kafka engine and by a mirror of its own.
 */
public final class MirrorBench {

    /**
     * @param window changed rows between commit and raw, at the most
     * @param rate changed rows a second at the most, 0 for as many as come through
     */
    public record Options(int seconds, int warmupSeconds, int window, double rate) {
        public static Options of(int seconds, int window, double rate) {
            return new Options(seconds, 10, window, rate);
        }
    }

    private static final String TABLE = "payment_intents";
    private static final String TOPIC = "cdc." + TABLE;
    private static final String OWN_DATABASE = "bench_mirror";
    private static final int WRITERS = 2;
    private static final int ROWS_TO_BEGIN_WITH = 5_000;

    /** Longer, and the supervisor would take the mirror that stands still for a dead one. */
    private static final int MOST_ROWS_ALONE = 250_000;

    private static final int PATIENCE_SECONDS = 180;

    private final MirrorStack stack;
    private final Options options;
    private final PrintStream out;
    private final WarehouseReader warehouse;
    private final BenchOrganization organization = new BenchOrganization(1);
    private final UUID run = UUID.randomUUID();
    private final Semaphore window;
    private final List<Long> latencies = new ArrayList<>();
    private final AtomicLong arrived = new AtomicLong();
    private final Map<String, Object> fields = new LinkedHashMap<>();
    private volatile boolean isMeasuring;
    private volatile boolean isWriting = true;

    private MirrorBench(MirrorStack stack, Options options, PrintStream out) {
        this.stack = stack;
        this.options = options;
        this.out = out;
        warehouse = stack.addresses().warehouse();
        window = new Semaphore(Math.max(WRITERS, options.window() / IntentWriter.ROWS));
    }

    /**
     * @return one JSON object; it says so when something was lost, and does not throw
     */
    public static String run(MirrorStack stack, Options options, PrintStream out) throws Exception {
        return new MirrorBench(stack, options, out).run();
    }

    private String run() throws Exception {
        awaitStream();
        var machine = new MachineLoad();
        fields.put("bench", "mirror");
        try (var pool = stack.addresses().ownerPool(organization.id, WRITERS + 1)) {
            organization.create(pool);
            var invoices = invoices(pool);
            List<IntentWriter> writers = new ArrayList<>();
            try (var arrivals =
                    new Arrivals(
                            warehouse, "raw." + TABLE, organization.id.toString(), this::arrived)) {
                for (int i = 0; i < WRITERS; i++) {
                    var writer = new IntentWriter(pool.getConnection(), run, i, invoices.get(i));
                    writers.add(writer);
                    window.acquire();
                    arrivals.expect(writer.begin(ROWS_TO_BEGIN_WITH));
                }
                awaitAll(arrivals);
                long changes = sustained(writers, arrivals);
                alone(writers, arrivals, changes);
            } finally {
                for (var writer : writers) {
                    writer.close();
                }
            }
            compare();
            drains();
            if (!stack.isOwn()) {
                organization.erase(pool);
            }
            fields.put("table", TABLE);
            fields.put("machine", machine.since());
            return Report.line(fields);
        } finally {
            warehouse.execute("drop database if exists " + OWN_DATABASE);
        }
    }

    /** What is written before a new connector reads the log comes as a snapshot, not as changes. */
    private void awaitStream() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (number("select count() from raw.cdc_heartbeats where source_version > 0") == 0) {
            requireBefore(deadline, "the connector's heartbeat does not reach raw");
            TimeUnit.MILLISECONDS.sleep(200);
        }
    }

    /** What every intent pays for: one invoice a writer, so that they do not share its lock. */
    private List<UUID> invoices(DataSource pool) throws SQLException {
        List<UUID> invoices = new ArrayList<>();
        try (var connection = pool.getConnection();
                var statement =
                        connection.prepareStatement(
                                """
                                insert into invoices (organization_id, branch_id, user_id)
                                select organization_id, branch_id, (select user_id from users limit 1)
                                from branches limit %d returning invoice_id"""
                                        .formatted(WRITERS));
                var rows = statement.executeQuery()) {
            while (rows.next()) {
                invoices.add(rows.getObject(1, UUID.class));
            }
        }
        return invoices;
    }

    private void arrived(IntentWriter.Written written, long nanos) {
        window.release();
        if (isMeasuring) {
            arrived.addAndGet(written.rows());
            synchronized (latencies) {
                latencies.add(Math.max(0, nanos - written.returnedNanos()));
            }
        }
    }

    /**
     * @return how many rows were changed in the measured time
     */
    private long sustained(List<IntentWriter> writers, Arrivals arrivals) throws Exception {
        out.printf(
                "Changing %s: %d s to warm up, %d s measured, at most %d rows on their way.%n",
                TABLE, options.warmupSeconds(), options.seconds(), options.window());
        var threads = Executors.newFixedThreadPool(writers.size());
        try {
            List<Future<?>> running = new ArrayList<>();
            for (var writer : writers) {
                running.add(threads.submit(() -> write(writer, arrivals)));
            }
            TimeUnit.SECONDS.sleep(options.warmupSeconds());
            var load = new MachineLoad();
            var cpu = new CpuOfParts(stack, List.of());
            long begun = System.nanoTime();
            isMeasuring = true;
            TimeUnit.SECONDS.sleep(options.seconds());
            isMeasuring = false;
            double seconds = (System.nanoTime() - begun) / 1e9;
            Map<String, Object> loadThen = load.since();
            out.println("  cores taken: " + cpu.since());
            isWriting = false;
            for (var writer : running) {
                writer.get();
            }
            awaitAll(arrivals);
            var percentiles = percentiles();
            fields.put("rows_per_s", Math.round(arrived.get() / seconds));
            fields.put("updates_share", IntentWriter.UPDATES_SHARE);
            fields.put("deletes_share", IntentWriter.DELETES_SHARE);
            fields.put("p50_ms", percentiles.millis(50));
            fields.put("p99_ms", percentiles.millis(99));
            fields.put("window_rows", options.window());
            fields.put("load_then", loadThen);
            out.printf(
                    "  %,d rows/s from commit to raw, p50 %.0f ms, p99 %.0f ms%n",
                    Math.round(arrived.get() / seconds),
                    percentiles.millis(50),
                    percentiles.millis(99));
            return arrived.get();
        } finally {
            threads.shutdownNow();
        }
    }

    private Percentiles percentiles() {
        synchronized (latencies) {
            return new Percentiles(latencies.stream().mapToLong(Long::longValue).toArray());
        }
    }

    private Void write(IntentWriter writer, Arrivals arrivals)
            throws SQLException, InterruptedException {
        long nanosEach =
                options.rate() == 0
                        ? 0
                        : Math.round(1e9 * IntentWriter.ROWS * WRITERS / options.rate());
        long due = System.nanoTime();
        while (isWriting) {
            window.acquire();
            TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
            due = Math.max(due + nanosEach, System.nanoTime() - TimeUnit.SECONDS.toNanos(1));
            arrivals.expect(writer.write());
        }
        return null;
    }

    /** The mirror stands still while the connector brings what was written before. */
    private void alone(List<IntentWriter> writers, Arrivals arrivals, long changes)
            throws Exception {
        long rows = Math.max(IntentWriter.ROWS, Math.min(changes, MOST_ROWS_ALONE));
        out.printf("Writing %,d changes that nobody reads, for Debezium alone …%n", rows);
        try (var topic = new ChangeTopic(stack.kafka(), TOPIC)) {
            stack.stopReading();
            long before = topic.end();
            List<IntentWriter.Written> last = new ArrayList<>();
            long written = 0;
            while (written < rows) {
                last.clear();
                for (var writer : writers) {
                    last.add(writer.write());
                    written += IntentWriter.ROWS;
                }
            }
            // A delete is followed by its tombstone.
            long records = written + Math.round(written * IntentWriter.DELETES_SHARE);
            signal("STOP");
            double perSecond;
            try {
                stack.resumeReading();
                perSecond =
                        topic.growth(before, records, Duration.ofSeconds(PATIENCE_SECONDS))
                                / (1 + IntentWriter.DELETES_SHARE);
            } finally {
                signal("CONT");
            }
            fields.put("debezium_alone_per_s", Math.round(perSecond));
            out.printf("  %,d changes/s by Debezium alone%n", Math.round(perSecond));
            window.acquire(last.size());
            last.forEach(arrivals::expect);
            awaitAll(arrivals);
        }
    }

    private void signal(String name) throws IOException, InterruptedException {
        long pid = stack.pid("flink");
        new ProcessBuilder("kill", "-" + name, String.valueOf(pid)).start().waitFor();
    }

    private static void awaitAll(Arrivals arrivals) throws InterruptedException {
        if (!arrivals.awaitAll(PATIENCE_SECONDS)) {
            throw new IllegalStateException(
                    "the last changes are not in raw after " + PATIENCE_SECONDS + " s");
        }
    }

    private void compare() throws SQLException, IOException, InterruptedException {
        var result = Compare.of(stack.addresses(), Instant.EPOCH, Duration.ofSeconds(60));
        fields.put("lost", result.count(Compare.Difference.LOST));
        fields.put("doubled", result.count(Compare.Difference.DOUBLED));
        fields.put("stale", result.count(Compare.Difference.STALE));
        fields.put("rows_compared", result.rows());
        result.examples(5).forEach(example -> out.println("  " + example));
    }

    /** Both readers on the same backlog, each alone. */
    private void drains() throws Exception {
        long changes;
        try (var topic = new ChangeTopic(stack.kafka(), TOPIC)) {
            changes = topic.changes();
        }
        out.printf("Draining %,d changes from the topic's beginning, twice …%n", changes);
        fields.put("drained_changes", changes);
        Drain engine;
        try (var kafkaEngine = KafkaEngine.start(stack, warehouse, TABLE)) {
            engine = drain("ClickHouse's Kafka engine", kafkaEngine.filled(), List.of());
        }
        Drain mirror = mirrorAlone();
        fields.put("mirror_drain_per_s", mirror.perSecond(changes));
        fields.put("kafka_engine_per_s", engine.perSecond(changes));
    }

    private Drain mirrorAlone() throws Exception {
        var directory = Files.createTempDirectory("bloom-mirror");
        warehouse.execute("drop database if exists " + OWN_DATABASE);
        var process =
                stack.mirrorAlone(
                        Map.of(
                                "BLOOM_RAW_DATABASE", OWN_DATABASE,
                                "BLOOM_MIRROR_TOPICS", TOPIC.replace(".", "[.]"),
                                "BLOOM_CHECKPOINTS", directory.resolve("checkpoints").toString()),
                        directory.resolve("log"));
        try {
            return drain("our mirror", OWN_DATABASE + "." + TABLE, List.of(process));
        } catch (IllegalStateException stuck) {
            throw new IllegalStateException(
                    stuck.getMessage() + ": " + Files.readString(directory.resolve("log")), stuck);
        } finally {
            process.destroy();
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            remove(directory);
        }
    }

    private static void remove(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    /**
     * @param first rows that stood there when the first were seen
     * @param seconds from then until everything stood there
     */
    private record Drain(long first, double seconds) {
        long perSecond(long changes) {
            return seconds == 0 ? 0 : Math.round((changes - first) / seconds);
        }
    }

    /** Until the table says what raw says; asked often at first and rarely while it fills. */
    private Drain drain(String who, String table, List<Process> besides)
            throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        var marks = marks();
        long first = 0;
        while ((first = number("select count() from " + table)) == 0) {
            requireBefore(deadline, who + " brings nothing");
            TimeUnit.MILLISECONDS.sleep(25);
        }
        long begun = System.nanoTime();
        var cpu = new CpuOfParts(stack, besides);
        while (number(
                        "select count() from %s where organization_id = '%s' and (%s)"
                                .formatted(table, organization.id, marks))
                < WRITERS * MARKS) {
            requireBefore(deadline, who + " does not get through");
            TimeUnit.MILLISECONDS.sleep(50);
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        var taken = cpu.since();
        var equal = sum(table).equals(sum("raw." + TABLE));
        out.printf(
                "  %s: %.1f s after its first %,d rows, %s, cores taken: %s%n",
                who, seconds, first, equal ? "equal to raw" : "NOT EQUAL TO RAW", taken);
        if (!equal) {
            fields.merge("stale", 1L, (a, b) -> (Long) a + 1);
        }
        return new Drain(first, seconds);
    }

    private static final int MARKS = 16;

    /** The newest versions of all: enough of them that each partition ends with some. */
    private String marks() throws IOException, InterruptedException {
        return warehouse
                .rows(
                        """
                        select intent_id, source_version from raw.%s where organization_id = '%s'
                        order by source_version desc limit %d"""
                                .formatted(TABLE, organization.id, WRITERS * MARKS))
                .stream()
                .map(row -> "intent_id = '%s' and source_version = %s".formatted(row[0], row[1]))
                .collect(Collectors.joining(" or "));
    }

    private static void requireBefore(long deadline, String what) {
        if (System.nanoTime() > deadline) {
            throw new IllegalStateException(what + " in " + PATIENCE_SECONDS + " s");
        }
    }

    /** Everything that stands in a table, as one line. */
    private String sum(String table) throws IOException, InterruptedException {
        var columns =
                warehouse
                        .rows(
                                "select name from system.columns where database = 'raw' and table = '%s' order by 1"
                                        .formatted(TABLE))
                        .stream()
                        .map(row -> String.valueOf(row[0]))
                        .collect(Collectors.joining(", "));
        try (var answer =
                warehouse.lines(
                        "select count(), sum(cityHash64(%s)) from %s final"
                                .formatted(columns, table),
                        Duration.ofMinutes(2))) {
            return String.valueOf(answer.readLine());
        }
    }

    private long number(String sql) throws IOException, InterruptedException {
        try {
            return Long.parseLong(String.valueOf(warehouse.rows(sql).get(0)[0]));
        } catch (WarehouseReader.Refused notThere) {
            return 0;
        }
    }
}
