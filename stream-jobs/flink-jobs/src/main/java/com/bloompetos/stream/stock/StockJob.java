package com.bloompetos.stream.stock;

import com.bloompetos.events.ConfluentAvro;
import com.bloompetos.events.Topic;
import com.bloompetos.stream.change.ChangeStream;
import com.bloompetos.stream.change.Homeless;
import com.bloompetos.stream.fact.Event;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Everything that moves stock in, forecasts and findings out. */
public final class StockJob {
    /** Its own findings among them: what it said before it was killed. */
    public static final Topic[] READS = {
        Topic.BRANCHES,
        Topic.INVENTORY_ITEMS,
        Topic.INVENTORY_MOVEMENTS,
        Topic.LOTS,
        Topic.PURCHASE_ORDERS,
        Topic.PURCHASE_ORDER_LINES,
        Topic.SERVICE_SUPPLIES,
        Topic.APPOINTMENTS,
        Topic.RISK_SCORES,
        Topic.FINDINGS
    };

    private StockJob() {}

    public static void define(
            StreamExecutionEnvironment env,
            ChangeStream changes,
            String registry,
            Sink<Event> findings,
            Sink<Forecast> forecasts) {
        var watched =
                Homeless.setAside(changes.read(env), changes.deadLetters())
                        .keyBy(change -> change.row().text("organization_id"), Types.STRING)
                        .process(new WatchStock(() -> ConfluentAvro.at(registry)))
                        .returns(TypeInformation.of(Event.class))
                        .name("watch-stock")
                        .uid("watch-stock");
        watched.getSideOutput(WatchStock.UNUSABLE)
                .sinkTo(changes.deadLetters())
                .name("set-unusable-aside")
                .uid("set-unusable-aside");
        watched.sinkTo(findings).name("findings").uid("findings");
        watched.getSideOutput(WatchStock.FORECASTS)
                .sinkTo(forecasts)
                .setParallelism(1)
                .name("forecasts")
                .uid("forecasts");
    }
}
