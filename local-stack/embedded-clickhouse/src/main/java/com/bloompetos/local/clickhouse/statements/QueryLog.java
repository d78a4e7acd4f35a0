package com.bloompetos.local.clickhouse.statements;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.bloompetos.local.clickhouse.engine.Engine;
import com.bloompetos.local.clickhouse.engine.EngineException;
import com.clickhouse.data.ClickHouseCityHash;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log of statements as the table {@code ledger.query_log}: the library writes no {@code
 * system.query_log}, and would know every user as {@code default}. Texts are kept as hashes, for
 * they hold what was asked for.
 */
public final class QueryLog {
    private static final Logger LOG = LoggerFactory.getLogger(QueryLog.class);

    /** A log that cannot keep up forgets rather than fills the memory. */
    private static final int MOST_WAITING = 20_000;

    private final Engine engine;
    private final BlockingQueue<String> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final AtomicLong forgotten = new AtomicLong();

    public QueryLog(Engine engine) throws EngineException {
        this.engine = engine;
        engine.ask("create database if not exists ledger");
        engine.ask(
                """
                create table if not exists ledger.query_log (
                    event_time DateTime64(6, 'UTC') comment 'When the statement began',
                    user LowCardinality(String), query_id String,
                    kind LowCardinality(String) comment 'read, insert or other',
                    text_hash UInt64 comment 'The statement without its rows, as a hash',
                    read_rows UInt64, written_rows UInt64, result_rows UInt64, result_bytes UInt64,
                    duration_ms UInt64,
                    code Int32 comment 'The error''s code, 0 for none', error String
                ) engine = MergeTree order by event_time ttl toDateTime(event_time) + interval 30 day
                comment 'Every statement that came through the front, failed ones included'\
                """);
    }

    public void add(Running statement, Outcome outcome) {
        var line =
                String.join(
                        "\t",
                        micros(statement.since()),
                        escaped(statement.user().name()),
                        escaped(statement.queryId()),
                        outcome.kind(),
                        Long.toUnsignedString(outcome.textHash()),
                        Long.toString(outcome.readRows()),
                        Long.toString(outcome.writtenRows()),
                        Long.toString(outcome.resultRows()),
                        Long.toString(outcome.resultBytes()),
                        Long.toString(statement.millis()),
                        Integer.toString(outcome.code()),
                        escaped(outcome.error()));
        if (!waiting.offer(line)) {
            forgotten.incrementAndGet();
        }
    }

    /** Writes what waits in one insert: each is a part, and a part costs more than its rows. */
    public void flush() throws EngineException, IOException {
        List<String> lines = new ArrayList<>();
        waiting.drainTo(lines);
        if (lines.isEmpty()) {
            return;
        }
        var rows = (String.join("\n", lines) + "\n").getBytes(UTF_8);
        try (var connection = engine.open(Map.of())) {
            connection
                    .insert(
                            "insert into ledger.query_log".getBytes(UTF_8),
                            "TSV",
                            Map.of(),
                            new ByteArrayInputStream(rows))
                    .close();
        }
        long lost = forgotten.getAndSet(0);
        if (lost > 0) {
            LOG.warn("{} statements were not logged: they came faster than the log.", lost);
        }
    }

    /** Of the statement without its rows, blanks at its ends aside. */
    public static long hash(byte[] text) {
        var stripped = new String(text, UTF_8).strip().getBytes(UTF_8);
        return ClickHouseCityHash.cityHash128(stripped, 0, stripped.length)[0];
    }

    private static String micros(Instant at) {
        return "%d.%06d".formatted(at.getEpochSecond(), at.getNano() / 1000);
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n");
    }
}
