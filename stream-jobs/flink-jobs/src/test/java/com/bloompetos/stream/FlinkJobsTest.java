package com.bloompetos.stream;

import static org.assertj.core.api.Assertions.assertThat;

import com.bloompetos.insight.kpi.KpiCatalogue;
import com.bloompetos.stream.reconcile.SourceDatabase;
import com.bloompetos.stream.warehouse.ClickHouse;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Jobs are only defined here, never run: nothing listens where they point. */
class FlinkJobsTest {
    private static final String NOWHERE = "127.0.0.1:9";

    @TestFactory
    Stream<DynamicTest> everyOperatorHasAnIdAndTypesOfItsOwn() {
        var settings =
                new FlinkSettings(
                        NOWHERE,
                        "http://" + NOWHERE,
                        new ClickHouse("http://" + NOWHERE, "writer", "secret"),
                        new SourceDatabase(
                                "jdbc:postgresql://" + NOWHERE, SourceDatabase.USER, "secret"),
                        Path.of("none"),
                        0);
        return FlinkJobs.jobs(settings, KpiCatalogue.load()).stream()
                .map(job -> DynamicTest.dynamicTest(job.name(), () -> isWhole(job)));
    }

    /** Flink itself refuses a graph that has an operator without a uid, or a generic type. */
    private static void isWhole(Job job) {
        var strict = new Configuration();
        strict.set(PipelineOptions.GENERIC_TYPES, false);
        strict.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
        var env = StreamExecutionEnvironment.getExecutionEnvironment(strict);
        job.definition().accept(env);
        assertThat(env.getStreamGraph().getJobGraph().getNumberOfVertices()).isPositive();
    }
}
