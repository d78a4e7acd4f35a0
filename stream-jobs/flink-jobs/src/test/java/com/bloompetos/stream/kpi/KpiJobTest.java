package com.bloompetos.stream.kpi;

import static org.assertj.core.api.Assertions.assertThat;

import com.bloompetos.events.Topic;
import com.bloompetos.insight.kpi.KpiCatalogue;
import com.bloompetos.stream.change.ChangeStream;
import com.bloompetos.stream.change.KafkaDeadLetters;
import com.bloompetos.stream.fact.Event;
import com.bloompetos.stream.fact.FactJob;
import com.bloompetos.stream.stock.LowStockJob;
import com.bloompetos.stream.warehouse.ClickHouse;
import java.util.function.Consumer;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;

/** Jobs are only defined here, never run: nothing listens where they point. */
class KpiJobTest {
    private static final String NOWHERE = "127.0.0.1:9";

    @Test
    void everyOperatorOfTheKpiJobHasAnIdAndATypeOfItsOwn() {
        var warehouse = new ClickHouse("http://" + NOWHERE, "writer", "secret");
        hasIds(
                env ->
                        KpiJob.define(
                                env,
                                changes(KpiJob.READS),
                                Readings.sink(
                                        warehouse,
                                        KpiCatalogue.load(),
                                        KafkaDeadLetters.at(NOWHERE))));
    }

    @Test
    void everyOperatorOfTheFactJobHasAnIdAndATypeOfItsOwn() {
        hasIds(
                env ->
                        FactJob.define(
                                env,
                                changes(FactJob.READS),
                                "http://" + NOWHERE,
                                Event.sink(NOWHERE)));
    }

    @Test
    void everyOperatorOfTheLowStockJobHasAnIdAndATypeOfItsOwn() {
        hasIds(
                env ->
                        LowStockJob.define(
                                env,
                                changes(Topic.INVENTORY_ITEMS),
                                "http://" + NOWHERE,
                                Event.sink(NOWHERE)));
    }

    private static ChangeStream changes(Topic... topics) {
        return ChangeStream.of(NOWHERE, "http://" + NOWHERE, "test", topics);
    }

    private static void hasIds(Consumer<StreamExecutionEnvironment> job) {
        var settings = new Configuration();
        settings.set(PipelineOptions.GENERIC_TYPES, false);
        settings.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
        var env = StreamExecutionEnvironment.getExecutionEnvironment(settings);
        job.accept(env);
        // Flink itself refuses a graph with an operator without a uid, or with a generic type.
        assertThat(env.getStreamGraph().getJobGraph().getNumberOfVertices()).isPositive();
    }
}
