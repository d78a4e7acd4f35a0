package com.bloompetos.stream.stock;

import com.bloompetos.events.ConfluentAvro;
import com.bloompetos.stream.change.CatchUpGate;
import com.bloompetos.stream.fact.Event;
import java.time.Duration;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.TimeDomain;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.function.SerializableSupplier;

/**
 * Keyed by item: opens an episode when stock falls to its reorder point, tells it anew while it
 * changes, resolves it when stock is above again. What opened and resolved before the past was read
 * again is never told.
 *
 * <p>Some 400 bytes for as long as an item exists; a deleted one is forgotten after 35 days.
 */
final class WatchStock extends KeyedProcessFunction<String, ItemLevel, Event> {
    private static final long serialVersionUID = 1L;

    static final Duration FORGOTTEN = Duration.ofDays(35);

    private final SerializableSupplier<ConfluentAvro> encoding;
    private transient ValueState<Watched> watched;
    private transient ConfluentAvro avro;

    /**
     * The item as it is, the running episode and what was last told of it. An episode is named by
     * the log position that opened it; an empty name is no episode.
     */
    public record Watched(ItemLevel level, String episode, String toldEpisode, String told) {}

    @SuppressWarnings("NullAway.Init") // Flink calls open first.
    WatchStock(SerializableSupplier<ConfluentAvro> encoding) {
        this.encoding = encoding;
    }

    @Override
    public void open(OpenContext context) {
        avro = encoding.get();
        watched =
                getRuntimeContext()
                        .getState(
                                new ValueStateDescriptor<>(
                                        "watched", TypeInformation.of(Watched.class)));
    }

    @Override
    public void processElement(ItemLevel level, Context context, Collector<Event> out)
            throws Exception {
        var before = watched.value();
        if (before != null && level.version() <= before.level().version()) {
            return;
        }
        boolean runs = before != null && !before.episode().isEmpty();
        var episode =
                StockFinding.isLow(level)
                        ? (runs ? before.episode() : String.valueOf(level.version()))
                        : "";
        var now =
                new Watched(
                        level,
                        episode,
                        before == null ? "" : before.toldEpisode(),
                        before == null ? "" : before.told());
        if (level.deleted()) {
            var timers = context.timerService();
            timers.registerProcessingTimeTimer(
                    timers.currentProcessingTime() + FORGOTTEN.toMillis());
        }
        tellOrWait(now, context, out);
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Event> out)
            throws Exception {
        var last = watched.value();
        if (last == null) {
            return;
        }
        if (context.timeDomain() == TimeDomain.EVENT_TIME) {
            tellOrWait(last, context, out);
        } else if (last.level().deleted()) {
            watched.clear();
        }
    }

    private void tellOrWait(Watched now, Context context, Collector<Event> out) throws Exception {
        if (context.timerService().currentWatermark() < CatchUpGate.LIVE) {
            context.timerService().registerEventTimeTimer(CatchUpGate.LIVE);
            watched.update(now);
            return;
        }
        boolean wasTold = !now.toldEpisode().isEmpty();
        if (wasTold && !now.toldEpisode().equals(now.episode())) {
            out.collect(StockFinding.resolved(avro, now.level(), now.toldEpisode()));
        }
        var says = now.episode().isEmpty() ? "" : StockFinding.numbers(now.level());
        if (!now.episode().isEmpty()
                && !(now.toldEpisode().equals(now.episode()) && now.told().equals(says))) {
            out.collect(StockFinding.opened(avro, now.level(), now.episode()));
        }
        watched.update(new Watched(now.level(), now.episode(), now.episode(), says));
    }
}
