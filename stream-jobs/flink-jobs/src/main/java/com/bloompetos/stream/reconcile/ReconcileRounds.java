package com.bloompetos.stream.reconcile;

import com.bloompetos.events.ConfluentAvro;
import com.bloompetos.stream.warehouse.ClickHouse;
import com.bloompetos.stream.warehouse.ClickHouseEngine;
import com.bloompetos.stream.warehouse.Refused;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reconciles for as long as the program lives, one round after the other. */
public final class ReconcileRounds implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ReconcileRounds.class);
    private static final Duration BETWEEN_ROUNDS = Duration.ofSeconds(10);

    private final SourceDatabase database;
    private final String kafka;
    private final ClickHouseEngine engine;
    private final FoundRepairs findings;
    private final Cleanup cleanup;
    private final Thread thread;
    private String lastTrouble = "";

    public ReconcileRounds(
            SourceDatabase database, ClickHouse warehouse, String kafka, String registry) {
        this.database = database;
        this.kafka = kafka;
        engine = new ClickHouseEngine(warehouse);
        cleanup = new Cleanup(engine);
        findings = new FoundRepairs(kafka, ConfluentAvro.at(registry));
        thread = new Thread(this::run, "reconcile");
        thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    private void run() {
        try {
            while (true) {
                try (var source = new Source(database)) {
                    var mirrored = new Mirrored(engine);
                    var reconciliation =
                            new Reconciliation(
                                    source,
                                    mirrored,
                                    new Arrival(kafka, source, mirrored),
                                    findings::tell);
                    while (true) {
                        round(reconciliation);
                        cleanup.run();
                        TimeUnit.SECONDS.sleep(BETWEEN_ROUNDS.toSeconds());
                    }
                } catch (SQLException | IOException | Refused e) {
                    // Said once, not every ten seconds: a part that starts later is no trouble.
                    if (!lastTrouble.equals(e.toString())) {
                        LOG.warn("reconciliation waits: {}", e.toString());
                    }
                    lastTrouble = e.toString();
                    TimeUnit.SECONDS.sleep(BETWEEN_ROUNDS.toSeconds());
                }
            }
        } catch (InterruptedException e) {
            LOG.info("reconciliation ends");
        }
    }

    private void round(Reconciliation reconciliation)
            throws SQLException, IOException, Refused, InterruptedException {
        var round = reconciliation.run();
        if (round.differing() > 0 || !lastTrouble.isEmpty()) {
            LOG.info("reconciled {}", round);
        }
        lastTrouble = "";
    }

    @Override
    public void close() {
        thread.interrupt();
        findings.close();
        engine.close();
    }
}
