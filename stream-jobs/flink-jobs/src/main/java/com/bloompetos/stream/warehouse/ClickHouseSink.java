package com.bloompetos.stream.warehouse;

import com.bloompetos.stream.change.DeadLetters;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/**
 * Rows into one table of the warehouse, at least once; the table's versions make repeats harmless.
 */
public final class ClickHouseSink<T> implements Sink<T> {
    private static final long serialVersionUID = 1L;

    private final ClickHouse warehouse;
    private final String table;
    private final List<String> columns;
    private final RowWriter<T> writer;
    private final Duration flushEvery;
    private final DeadLetters.Opener deadLetters;
    private final Refusal<T> refusal;

    public ClickHouseSink(
            ClickHouse warehouse,
            String table,
            List<String> columns,
            RowWriter<T> writer,
            Duration flushEvery,
            DeadLetters.Opener deadLetters,
            Refusal<T> refusal) {
        this.warehouse = warehouse;
        this.table = table;
        this.columns = List.copyOf(columns);
        this.writer = writer;
        this.flushEvery = flushEvery;
        this.deadLetters = deadLetters;
        this.refusal = refusal;
    }

    @Override
    public SinkWriter<T> createWriter(WriterInitContext context) {
        var queue =
                new InsertQueue(
                        table,
                        new ClickHouseEngine(warehouse),
                        deadLetters.open(),
                        flushEvery,
                        flushEvery,
                        missing -> {});
        return new SinkWriter<>() {
            @Override
            public void write(T row, Context unused) throws InterruptedException {
                queue.add(
                        table,
                        columns,
                        out -> writer.write(row, out),
                        reason -> refusal.letter(row, reason),
                        0);
            }

            @Override
            public void flush(boolean endOfInput) throws InterruptedException {
                queue.flush();
            }

            @Override
            public void close() {
                queue.close();
            }
        };
    }
}
