package com.bloompetos.local.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.clickhouse.client.api.Client;
import com.clickhouse.client.api.insert.InsertSettings;
import com.clickhouse.data.ClickHouseFormat;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The contract under load, against {@link ContractServer}. {@code -Dcontract.seconds=60
 * -Dcontract.requests=10000} are its full size; every build runs a short one.
 */
class ContractLoadTest {
    private static final int SECONDS = Integer.getInteger("contract.seconds", 4);
    private static final int REQUESTS = Integer.getInteger("contract.requests", 1000);
    private static final int WRITERS = 4;
    private static final int READERS = 8;
    private static final int BATCH = 500;

    @TempDir private static Path directory;
    private static ContractServer server;
    private static Client client;

    @BeforeAll
    static void start() throws Exception {
        server = ContractServer.of(directory);
        client = server.builder().setMaxConnections(WRITERS + READERS).build();
        server.ask(client, "create database if not exists contract");
    }

    @AfterAll
    static void stop() throws Exception {
        client.close();
        server.close();
    }

    @Test
    void fourWritersAndEightReadersKeepExactSums() throws Exception {
        server.ask(client, "drop table if exists contract.load");
        server.ask(
                client,
                "create table contract.load (writer UInt8, n UInt64) engine = MergeTree order by"
                        + " (writer, n)");
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        var written = new AtomicLong[WRITERS];
        var tasks = new ArrayList<Callable<Long>>();
        for (int w = 0; w < WRITERS; w++) {
            int writer = w;
            written[w] = new AtomicLong();
            tasks.add(() -> write(writer, written[writer], end));
        }
        for (int r = 0; r < READERS; r++) {
            tasks.add(() -> read(written, end));
        }
        var executor = Executors.newFixedThreadPool(tasks.size());
        long asked = 0;
        for (var done : executor.invokeAll(tasks, SECONDS + 60, TimeUnit.SECONDS)) {
            asked += done.get();
        }
        executor.shutdown();
        long rows = 0;
        for (int w = 0; w < WRITERS; w++) {
            long count = written[w].get();
            rows += count;
            assertThat(number("select sum(n) from contract.load where writer = " + w))
                    .isEqualTo(count * (count - 1) / 2);
        }
        assertThat(number("select count() from contract.load")).isEqualTo(rows);
        assertThat(number("select uniqExact(writer, n) from contract.load")).isEqualTo(rows);
        System.out.printf(
                "contract: %d s, %,d rows in batches of %d by %d writers, %,d statements in all,"
                        + " every sum exact%n",
                SECONDS, rows, BATCH, WRITERS, asked);
    }

    private static long number(String sql) {
        return server.number(client, sql);
    }

    private static long write(int writer, AtomicLong written, long end) throws Exception {
        long batches = 0;
        while (System.nanoTime() < end) {
            var rows = new StringBuilder();
            long from = written.get();
            for (int i = 0; i < BATCH; i++) {
                rows.append(writer).append('\t').append(from + i).append('\n');
            }
            var bytes = rows.toString().getBytes(StandardCharsets.UTF_8);
            client.insert(
                            "contract.load",
                            new ByteArrayInputStream(bytes),
                            ClickHouseFormat.TSV,
                            new InsertSettings())
                    .get(30, TimeUnit.SECONDS)
                    .close();
            written.addAndGet(BATCH);
            batches++;
        }
        return batches;
    }

    /**
     * What was acknowledged before the question is in the answer; failing statements in between
     * change nothing.
     */
    private static long read(AtomicLong[] written, long end) {
        long asked = 0;
        while (System.nanoTime() < end) {
            long atLeast = 0;
            for (var one : written) {
                atLeast += one.get();
            }
            assertThat(number("select count() from contract.load")).isGreaterThanOrEqualTo(atLeast);
            assertThatThrownBy(() -> client.queryAll("select throwIf(number = 5) from numbers(10)"))
                    .hasStackTraceContaining("395");
            asked += 2;
        }
        return asked;
    }

    @Test
    void requestsLeaveNeitherConnectionsNorMemoryBehind() throws Exception {
        for (int i = 0; i < REQUESTS / 4; i++) {
            one(i);
        }
        long filesBefore = openFiles();
        long memoryBefore = residentKilobytes();
        for (int i = 0; i < REQUESTS; i++) {
            one(i);
        }
        long grown = residentKilobytes() - memoryBefore;
        System.out.printf(
                "contract: %,d requests, %d more open files, %,d kB more memory%n",
                REQUESTS, openFiles() - filesBefore, grown);
        assertThat(openFiles()).isLessThanOrEqualTo(filesBefore + 20);
        assertThat(grown).isLessThan(150_000);
    }

    private static void one(int i) {
        if (i % 10 == 9) {
            assertThatThrownBy(() -> client.queryAll("select nothing")).isNotNull();
        } else {
            assertThat(number("select " + i)).isEqualTo(i);
        }
    }

    private static long openFiles() throws Exception {
        var process = server.processId();
        if (process == null) {
            return 0;
        }
        try (var files = Files.list(Path.of("/proc/" + process + "/fd"))) {
            return files.count();
        }
    }

    private static long residentKilobytes() throws Exception {
        var process = server.processId();
        if (process == null) {
            return 0;
        }
        return Files.readAllLines(Path.of("/proc/" + process + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .sum();
    }
}
