package com.bloompetos.stream.stock;

import com.bloompetos.events.ConfluentAvro;
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

/** Changes of inventory items in, findings of low stock out. */
public final class LowStockJob {
    private static final OutputTag<DeadLetter> UNUSABLE =
            new OutputTag<>("unusable", TypeInformation.of(DeadLetter.class));

    private LowStockJob() {}

    public static void define(
            StreamExecutionEnvironment env,
            ChangeStream changes,
            String registry,
            Sink<Event> findings) {
        var levels =
                changes.read(env)
                        .process(new ReadLevels())
                        .returns(TypeInformation.of(ItemLevel.class))
                        .name("read-levels")
                        .uid("read-levels");
        levels.getSideOutput(UNUSABLE)
                .sinkTo(changes.deadLetters())
                .name("set-unusable-aside")
                .uid("set-unusable-aside");
        levels.keyBy(ItemLevel::key, Types.STRING)
                .process(new WatchStock(() -> ConfluentAvro.at(registry)))
                .returns(TypeInformation.of(Event.class))
                .name("watch-stock")
                .uid("watch-stock")
                .sinkTo(findings)
                .name("findings")
                .uid("findings");
    }

    private static final class ReadLevels extends ProcessFunction<Change, ItemLevel> {
        private static final long serialVersionUID = 1L;

        @Override
        public void processElement(Change change, Context context, Collector<ItemLevel> out) {
            ItemLevel level;
            try {
                level = ItemLevel.of(change);
            } catch (IllegalStateException | ClassCastException e) {
                // A row without its columns is bad input, not a bug: it must not stop the others.
                context.output(
                        UNUSABLE,
                        change.refused("no stock can be read from it: " + e.getMessage()));
                return;
            }
            out.collect(level);
        }
    }
}
