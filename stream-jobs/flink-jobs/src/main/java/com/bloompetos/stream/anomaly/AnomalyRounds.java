package com.bloompetos.stream.anomaly;

import com.bloompetos.events.ConfluentAvro;
import com.bloompetos.insight.kpi.KpiCatalogue;
import com.bloompetos.stream.fact.FindingTopic;
import com.bloompetos.stream.warehouse.ClickHouse;
import com.bloompetos.stream.warehouse.ClickHouseEngine;
import com.bloompetos.stream.warehouse.Rounds;
import java.time.Duration;
import java.time.Instant;

/** Looks at what readings were told once a second, for as long as the program lives. */
public final class AnomalyRounds implements AutoCloseable {
    private static final Duration SHORTEST_REST = Duration.ofSeconds(1);

    /** The first look reads ten weeks; what happens behind it must not wait for its rest. */
    private static final Duration LONGEST_REST = Duration.ofSeconds(4);

    private final ClickHouseEngine engine;
    private final FindingTopic findings;
    private final Rounds rounds;

    public AnomalyRounds(
            ClickHouse warehouse, String kafka, String registry, KpiCatalogue catalogue) {
        engine = new ClickHouseEngine(warehouse);
        findings = new FindingTopic(kafka, ConfluentAvro.at(registry));
        var watch = new AnomalyWatch(engine, catalogue, findings::send, Instant::now);
        // What was half read is read again; what was told stays known.
        rounds = new Rounds("anomalies", watch::look, SHORTEST_REST, LONGEST_REST);
    }

    public void start() {
        rounds.start();
    }

    @Override
    public void close() {
        rounds.close();
        findings.close();
        engine.close();
    }
}
