package com.bloompetos.local.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerLifeTest {
    private static final String MAKE_LOG =
            "create table raw.log (id UInt64) engine = MergeTree order by id";

    @TempDir private Path directory;

    @Test
    void dataSurvivesACleanStopAndASecondProcessIsTurnedAway() throws Exception {
        try (var server = new RunningServer(directory)) {
            for (var database : new String[] {"raw", "staging", "mart"}) {
                server.ask("create database " + database);
            }
            server.ask(MAKE_LOG);
            server.ask("create view staging.log (id UInt64) as select id from raw.log");
            server.ask("create table mart.total (id UInt64) engine = MergeTree order by id");
            server.ask(
                    "create materialized view mart.total_mv to mart.total as select id from raw.log");
            server.ask("insert into raw.log select number from numbers(200000)");

            var second = server.launch(0);
            assertThat(second.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(second.exitValue()).isEqualTo(1);
            assertThat(server.log())
                    .contains("Another process already serves " + directory.resolve("data"));

            assertThat(server.stop()).isEqualTo(128 + 15);
            server.start();
            assertThat(server.ask("select sum(id) from staging.log")).isEqualTo("19999900000");
            assertThat(server.ask("select count() from mart.total")).isEqualTo("200000");
        }
    }

    @Test
    void aKilledServerKeepsEveryAcknowledgedInsert() throws Exception {
        try (var server = new RunningServer(directory)) {
            server.ask("create database raw");
            server.ask(MAKE_LOG);
            var acknowledged = new AtomicLong();
            var inserting = Executors.newSingleThreadExecutor();
            Future<?> writer = inserting.submit(() -> insertUntilItBreaks(server, acknowledged));
            while (acknowledged.get() < 100) {
                TimeUnit.MILLISECONDS.sleep(5);
            }
            server.kill();
            writer.get(30, TimeUnit.SECONDS);
            shut(inserting);
            server.start();
            // One insert may have been committed and killed before its answer.
            long kept = Long.parseLong(server.ask("select count() from raw.log"));
            assertThat(kept).isBetween(acknowledged.get(), acknowledged.get() + 1);
            assertThat(server.ask("select max(id) + 1 from raw.log"))
                    .isEqualTo(Long.toString(kept));
        }
    }

    private static void insertUntilItBreaks(RunningServer server, AtomicLong acknowledged) {
        try {
            while (true) {
                server.ask("insert into raw.log values (" + acknowledged.get() + ")");
                acknowledged.incrementAndGet();
            }
        } catch (IOException e) {
            // The server is dead: that is the point.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void shut(ExecutorService executor) throws InterruptedException {
        executor.shutdown();
        assertThat(executor.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }
}
