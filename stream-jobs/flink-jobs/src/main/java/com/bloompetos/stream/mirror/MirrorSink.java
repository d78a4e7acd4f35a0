package com.bloompetos.stream.mirror;

import com.bloompetos.events.appointment.RiskScore;
import com.bloompetos.events.insight.Finding;
import com.bloompetos.stream.change.Change;
import com.bloompetos.stream.change.DeadLetters;
import com.bloompetos.stream.warehouse.ClickHouse;
import com.bloompetos.stream.warehouse.ClickHouseEngine;
import java.util.Map;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/** All change topics into {@code raw}, at least once; versions make repeats harmless. */
public final class MirrorSink implements Sink<Change> {
    private static final long serialVersionUID = 1L;

    private final ClickHouse warehouse;
    private final DeadLetters.Opener deadLetters;
    private final String database;

    public MirrorSink(ClickHouse warehouse, DeadLetters.Opener deadLetters) {
        this(warehouse, deadLetters, RawTable.DATABASE);
    }

    /**
     * @param database which is made when it is not there
     */
    public MirrorSink(ClickHouse warehouse, DeadLetters.Opener deadLetters, String database) {
        this.warehouse = warehouse;
        this.deadLetters = deadLetters;
        this.database = database;
    }

    @Override
    public SinkWriter<Change> createWriter(WriterInitContext context) {
        return new MirrorWriter(
                new ClickHouseEngine(warehouse),
                deadLetters.open(),
                database,
                Map.of(
                        "risk_scores",
                        RiskScore.getClassSchema(),
                        "findings",
                        Finding.getClassSchema()));
    }
}
