package com.bloompetos.stream.batch;

import com.bloompetos.events.ConfluentAvro;
import com.bloompetos.insight.kpi.KpiCatalogue;
import com.bloompetos.stream.kpi.Contributor;
import com.bloompetos.stream.kpi.KpiJob;
import com.bloompetos.stream.warehouse.ClickHouse;
import com.bloompetos.stream.warehouse.ClickHouseEngine;
import com.bloompetos.stream.warehouse.Refused;
import java.io.IOException;
import java.time.Duration;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the batch every few seconds, for as long as the program lives; it rests four times its work.
 */
public final class BatchRounds implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BatchRounds.class);
    private static final Duration SHORTEST_REST = Duration.ofSeconds(5);
    private static final int REST_FOR_WORK = 4;

    private final KpiBatch batch;
    private final ClickHouseEngine engine;
    private final FoundDifferences differences;
    private final Thread thread;
    private boolean waits;

    public BatchRounds(
            ClickHouse warehouse, String kafka, String registry, KpiCatalogue catalogue) {
        engine = new ClickHouseEngine(warehouse);
        differences = new FoundDifferences(kafka, ConfluentAvro.at(registry));
        batch =
                new KpiBatch(
                        engine,
                        catalogue.all(),
                        Contributor.ALL.stream().map(Contributor::kpi).collect(Collectors.toSet()),
                        KpiJob.HORIZON_DAYS,
                        differences::tell,
                        System::currentTimeMillis);
        thread = new Thread(this::run, "batch");
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
                var work = Duration.ofNanos(System.nanoTime() - began).multipliedBy(REST_FOR_WORK);
                Thread.sleep((work.compareTo(SHORTEST_REST) > 0 ? work : SHORTEST_REST).toMillis());
            }
        } catch (InterruptedException e) {
            LOG.info("the batch ends");
        }
    }

    private void round() {
        try {
            var round = batch.run();
            if (waits || round.written() > 10_000) {
                LOG.info("the batch computed {}", round);
            }
            waits = false;
        } catch (IOException | Refused e) {
            if (!waits) {
                LOG.warn("the batch waits: {}", e.toString());
            }
            waits = true;
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        differences.close();
        engine.close();
    }
}
