package com.bloompetos.stream.stock;

import com.bloompetos.events.ConfluentAvro;
import com.bloompetos.events.Topic;
import com.bloompetos.stream.change.Change;
import com.bloompetos.stream.change.ChangeStream;
import com.bloompetos.stream.change.DeadLetter;
import com.bloompetos.stream.fact.Event;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

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

    private static final OutputTag<DeadLetter> HOMELESS =
            new OutputTag<>("homeless", TypeInformation.of(DeadLetter.class));

    private StockJob() {}

    public static void define(
            StreamExecutionEnvironment env,
            ChangeStream changes,
            String registry,
            Sink<Event> findings,
            Sink<Forecast> forecasts) {
        var read = changes.read(env);
        var ofOrganizations =
                read.process(new SetHomelessAside())
                        .returns(read.getType())
                        .name("set-homeless-aside")
                        .uid("set-homeless-aside");
        ofOrganizations
                .getSideOutput(HOMELESS)
                .sinkTo(changes.deadLetters())
                .name("homeless")
                .uid("homeless");
        var watched =
                ofOrganizations
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

    /** A row without an organization has no key to go by. */
    private static final class SetHomelessAside extends ProcessFunction<Change, Change> {
        private static final long serialVersionUID = 1L;

        @Override
        public void processElement(Change change, Context context, Collector<Change> out) {
            if (change.row().has("organization_id")) {
                out.collect(change);
            } else {
                context.output(HOMELESS, change.refused("no organization stands in it"));
            }
        }
    }
}
