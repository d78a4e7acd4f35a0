package com.bloompetos.local.clickhouse.statements;

import com.bloompetos.local.clickhouse.engine.Engine;
import com.bloompetos.local.clickhouse.engine.EngineException;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counters of the process, told in Prometheus's text. */
public final class Metrics {
    private final Engine engine;
    private final Statements statements;
    private final Map<String, LongAdder> counters = new ConcurrentHashMap<>();

    public Metrics(Engine engine, Statements statements) {
        this.engine = engine;
        this.statements = statements;
    }

    public void count(Running statement, Outcome outcome) {
        var labels =
                "{role=\"%s\",kind=\"%s\"}"
                        .formatted(statement.user().role().label(), outcome.kind());
        add("bloom_clickhouse_statements_total" + labels, 1);
        add("bloom_clickhouse_statement_milliseconds_total" + labels, statement.millis());
        add("bloom_clickhouse_written_rows_total", outcome.writtenRows());
        add("bloom_clickhouse_result_bytes_total", outcome.resultBytes());
        if (outcome.code() != 0) {
            add("bloom_clickhouse_errors_total{code=\"%d\"}".formatted(outcome.code()), 1);
        }
    }

    private void add(String name, long much) {
        counters.computeIfAbsent(name, none -> new LongAdder()).add(much);
    }

    public String text() throws EngineException {
        var lines = new TreeMap<String, String>();
        counters.forEach((name, counter) -> lines.put(name, Long.toString(counter.sum())));
        lines.put("bloom_clickhouse_statements_running", Integer.toString(statements.count()));
        lines.put("bloom_clickhouse_connections", Integer.toString(engine.connections()));
        lines.put(
                "bloom_clickhouse_memory_bytes",
                engine.ask("select value from system.metrics where metric = 'MemoryTracking'"));
        lines.put(
                "bloom_clickhouse_parts",
                engine.ask("select value from system.metrics where metric = 'PartsActive'"));
        var text = new StringBuilder();
        lines.forEach((name, value) -> text.append(name).append(' ').append(value).append('\n'));
        return text.toString();
    }
}
