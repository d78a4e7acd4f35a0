package com.bloompetos.stream.kpi;

import com.bloompetos.events.Topic;
import com.bloompetos.stream.change.ChangeStream;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.streaming.api.datastream.DataStreamUtils;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Row changes in, KPI readings out: retraction by row, sums by cell. */
public final class KpiJob {
    /** The tables that streamed KPIs are made from. */
    public static final Topic[] READS = {
        Topic.APPOINTMENTS, Topic.INVOICE_LINES, Topic.PAYMENTS, Topic.DEPOSITS, Topic.SHIFTS
    };

    /** How many days back the stream speaks; older ones are the batch's alone. */
    public static final int HORIZON_DAYS = Horizon.DAYS;

    private KpiJob() {}

    /**
     * @param latest where each cell's newest value is served from, at once
     * @param log every value that was told, in its own time
     */
    public static void define(
            StreamExecutionEnvironment env,
            ChangeStream changes,
            Sink<Reading> latest,
            Sink<Reading> log) {
        var contributions =
                changes.read(env)
                        .process(new Contribute(Contributor.ALL))
                        .returns(TypeInformation.of(RowContributions.class))
                        .name("contribute")
                        .uid("contribute");
        contributions
                .getSideOutput(Contribute.UNUSABLE)
                .sinkTo(changes.deadLetters())
                .name("set-unusable-aside")
                .uid("set-unusable-aside");
        var deltas =
                byKey(contributions, RowContributions::row)
                        .process(new Retract())
                        .returns(TypeInformation.of(Delta.class))
                        .name("retract")
                        .uid("retract");
        var readings =
                byKey(deltas, Delta::cell)
                        .process(new SumCells())
                        .returns(TypeInformation.of(Reading.class))
                        .name("sum-cells")
                        .uid("sum-cells");
        // One writer: of two readings with one version the later must come later.
        readings.sinkTo(latest).setParallelism(1).name("latest-readings").uid("latest-readings");
        readings.sinkTo(log).setParallelism(1).name("readings").uid("readings");
    }

    /**
     * On one machine every key is already where it belongs: without the exchange the whole way runs
     * in one thread, with no buffer to wait for and nothing to encode.
     */
    private static <T> KeyedStream<T, String> byKey(
            SingleOutputStreamOperator<T> stream, KeySelector<T, String> key) {
        return stream.getParallelism() == 1
                        && stream.getExecutionEnvironment().getParallelism() == 1
                ? DataStreamUtils.reinterpretAsKeyedStream(stream, key, Types.STRING)
                : stream.keyBy(key, Types.STRING);
    }
}
