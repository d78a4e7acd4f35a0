package com.bloompetos.stream.anomaly;

import com.bloompetos.events.ConfluentAvro;
import com.bloompetos.insight.kpi.KpiCatalogue;
import com.bloompetos.stream.fact.FindingTopic;
import com.bloompetos.stream.warehouse.ClickHouse;
import com.bloompetos.stream.warehouse.ClickHouseEngine;
import com.bloompetos.stream.warehouse.Refused;
import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at what readings were told once a second, for as long as the program lives. */
public final class AnomalyRounds implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AnomalyRounds.class);
    private static final long REST_MILLIS = 1_000;

    /** Of the time that a look took, so that it never takes more than a fifth of a core. */
    private static final int REST_FOR_WORK = 4;

    /** The first look reads ten weeks; what happens behind it must not wait for its rest. */
    private static final long LONGEST_REST_MILLIS = 4_000;

    private final AnomalyWatch watch;
    private final ClickHouseEngine engine;
    private final FindingTopic findings;
    private final Thread thread;
    private boolean waits;

    public AnomalyRounds(
            ClickHouse warehouse, String kafka, String registry, KpiCatalogue catalogue) {
        engine = new ClickHouseEngine(warehouse);
        findings = new FindingTopic(kafka, ConfluentAvro.at(registry));
        watch = new AnomalyWatch(engine, catalogue, findings::send, Instant::now);
        thread = new Thread(this::run, "anomalies");
        thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    private void run() {
        try {
            while (true) {
                long began = System.nanoTime();
                round();
                long work = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
                TimeUnit.MILLISECONDS.sleep(
                        Math.min(LONGEST_REST_MILLIS, Math.max(REST_MILLIS, REST_FOR_WORK * work)));
            }
        } catch (InterruptedException e) {
            LOG.info("the watch over readings ends");
        }
    }

    private void round() {
        try {
            watch.look();
            waits = false;
        } catch (IOException | Refused e) {
            // What was half read is read again; what was told stays known.
            if (!waits) {
                LOG.warn("the watch over readings waits: {}", e.toString());
            }
            waits = true;
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        findings.close();
        engine.close();
    }
}
