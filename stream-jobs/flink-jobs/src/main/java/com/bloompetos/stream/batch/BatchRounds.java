package com.bloompetos.stream.batch;

import com.bloompetos.events.ConfluentAvro;
import com.bloompetos.insight.kpi.KpiCatalogue;
import com.bloompetos.stream.kpi.Contributor;
import com.bloompetos.stream.kpi.KpiJob;
import com.bloompetos.stream.warehouse.ClickHouse;
import com.bloompetos.stream.warehouse.ClickHouseEngine;
import com.bloompetos.stream.warehouse.Refused;
import com.bloompetos.stream.warehouse.Rounds;
import java.io.IOException;
import java.time.Duration;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the batch every few seconds, for as long as the program lives. */
public final class BatchRounds implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BatchRounds.class);
    private static final Duration SHORTEST_REST = Duration.ofSeconds(5);

    /** A definition's whole past is computed once; its rest may be as long. */
    private static final Duration LONGEST_REST = Duration.ofHours(1);

    private static final int MANY_READINGS = 10_000;

    private final KpiBatch batch;
    private final ClickHouseEngine engine;
    private final FoundDifferences differences;
    private final Rounds rounds;

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
        rounds = new Rounds("batch", this::round, SHORTEST_REST, LONGEST_REST);
    }

    public void start() {
        rounds.start();
    }

    private void round() throws IOException, Refused {
        var round = batch.run();
        if (round.written() > MANY_READINGS) {
            LOG.info("the batch computed {}", round);
        }
    }

    @Override
    public void close() {
        rounds.close();
        differences.close();
        engine.close();
    }
}
