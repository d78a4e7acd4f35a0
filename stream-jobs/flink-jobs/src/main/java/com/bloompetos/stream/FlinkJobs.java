package com.bloompetos.stream;

import com.bloompetos.events.Topic;
import com.bloompetos.insight.kpi.KpiCatalogue;
import com.bloompetos.stream.anomaly.AnomalyRounds;
import com.bloompetos.stream.batch.BatchRounds;
import com.bloompetos.stream.change.ChangeStream;
import com.bloompetos.stream.change.KafkaDeadLetters;
import com.bloompetos.stream.fact.Event;
import com.bloompetos.stream.fact.FactJob;
import com.bloompetos.stream.kpi.KpiJob;
import com.bloompetos.stream.kpi.Readings;
import com.bloompetos.stream.medical.VaccinationJob;
import com.bloompetos.stream.mirror.MirrorJob;
import com.bloompetos.stream.mirror.MirrorSink;
import com.bloompetos.stream.progress.ProgressWatch;
import com.bloompetos.stream.reconcile.ReconcileRounds;
import com.bloompetos.stream.stock.Forecasts;
import com.bloompetos.stream.stock.StockJob;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The program that runs every Flink job on one machine. */
public final class FlinkJobs {
    private static final Logger LOG = LoggerFactory.getLogger(FlinkJobs.class);

    private FlinkJobs() {}

    public static void main(String[] args) throws Exception {
        // Other threads would keep a program alive whose start has failed.
        Thread.currentThread()
                .setUncaughtExceptionHandler(
                        (thread, failure) -> {
                            LOG.error("the jobs could not be started", failure);
                            System.exit(1);
                        });
        var settings = FlinkSettings.from(System.getenv());
        LOG.info(
                "reads {} with schemas of {}, writes {} and {}, reconciles with {}",
                settings.kafka(),
                settings.registry(),
                settings.warehouse(),
                settings.checkpoints(),
                settings.database());
        var catalogue = KpiCatalogue.load();
        var cluster = new JobCluster(settings, jobs(settings, catalogue));
        var health = new Health(settings.healthPort(), cluster::states);
        var batch =
                new BatchRounds(
                        settings.warehouse(), settings.kafka(), settings.registry(), catalogue);
        var anomalies =
                new AnomalyRounds(
                        settings.warehouse(), settings.kafka(), settings.registry(), catalogue);
        var reconciliation =
                new ReconcileRounds(
                        settings.database(),
                        settings.warehouse(),
                        settings.kafka(),
                        settings.registry());
        var progress =
                new ProgressWatch(
                        settings.database(),
                        settings.warehouse(),
                        settings.kafka(),
                        settings.registry(),
                        ProgressWatch.STALE_AFTER);
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(
                                () ->
                                        stop(
                                                cluster,
                                                health::close,
                                                batch::close,
                                                anomalies::close,
                                                reconciliation::close,
                                                progress::close),
                                "stop"));
        cluster.start();
        batch.start();
        anomalies.start();
        reconciliation.start();
        progress.start();
        LOG.info("all jobs are on their way; health is at port {}", health.port());
        var end = cluster.ended().join();
        if (!cluster.isClosing()) {
            LOG.error("{}", end);
            System.exit(1);
        }
    }

    static List<Job> jobs(FlinkSettings s, KpiCatalogue catalogue) {
        var letters = KafkaDeadLetters.at(s.kafka());
        var readings = new Readings(s.warehouse(), catalogue, letters);
        return List.of(
                new Job(
                        "mirror",
                        env ->
                                MirrorJob.define(
                                        env,
                                        ChangeStream.of(
                                                s.kafka(),
                                                s.registry(),
                                                "mirror",
                                                ChangeStream.Pace.GATHERED,
                                                MirrorJob.TOPICS),
                                        new MirrorSink(s.warehouse(), letters))),
                new Job(
                        "kpi",
                        env ->
                                KpiJob.define(
                                        env,
                                        changes(s, "kpi", ChangeStream.Pace.AT_ONCE, KpiJob.READS),
                                        readings.latest(),
                                        readings.log())),
                new Job(
                        "facts",
                        env ->
                                FactJob.define(
                                        env,
                                        changes(
                                                s,
                                                "facts",
                                                ChangeStream.Pace.AT_LEISURE,
                                                FactJob.READS),
                                        s.registry(),
                                        Event.sink(s.kafka()))),
                new Job(
                        "stock",
                        env ->
                                StockJob.define(
                                        env,
                                        changes(
                                                s,
                                                "stock",
                                                ChangeStream.Pace.AT_LEISURE,
                                                StockJob.READS),
                                        s.registry(),
                                        Event.sink(s.kafka()),
                                        Forecasts.sink(s.warehouse(), letters))),
                new Job(
                        "vaccinations",
                        env ->
                                VaccinationJob.define(
                                        env,
                                        changes(
                                                s,
                                                "vaccinations",
                                                ChangeStream.Pace.AT_LEISURE,
                                                VaccinationJob.READS),
                                        s.registry(),
                                        Event.sink(s.kafka()))));
    }

    private static ChangeStream changes(
            FlinkSettings s, String job, ChangeStream.Pace pace, Topic... topics) {
        return ChangeStream.of(s.kafka(), s.registry(), job, pace, topics);
    }

    private static void stop(JobCluster cluster, Runnable... others) {
        try {
            for (var close : others) {
                close.run();
            }
            cluster.close();
            LOG.info("stopped");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
