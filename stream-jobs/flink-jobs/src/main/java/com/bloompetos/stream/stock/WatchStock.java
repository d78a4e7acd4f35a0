package com.bloompetos.stream.stock;

import com.bloompetos.events.ConfluentAvro;
import com.bloompetos.events.Topic;
import com.bloompetos.events.insight.Finding;
import com.bloompetos.insight.rule.LowStock;
import com.bloompetos.insight.rule.StockLevel;
import com.bloompetos.stream.change.CatchUpGate;
import com.bloompetos.stream.fact.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.TimeDomain;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.function.SerializableSupplier;
import org.jspecify.annotations.Nullable;

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
    private static final LowStock RULE = new LowStock();
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
                isLow(level) ? (runs ? before.episode() : String.valueOf(level.version())) : "";
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
            out.collect(event(now, now.toldEpisode(), "resolved"));
        }
        var says = now.episode().isEmpty() ? "" : numbers(now.level());
        if (!now.episode().isEmpty()
                && !(now.toldEpisode().equals(now.episode()) && now.told().equals(says))) {
            out.collect(event(now, now.episode(), "opened"));
        }
        watched.update(new Watched(now.level(), now.episode(), now.episode(), says));
    }

    private boolean isLow(ItemLevel level) {
        return !level.deleted() && finding(level) != null;
    }

    private com.bloompetos.insight.rule.@Nullable Finding finding(ItemLevel level) {
        return RULE.evaluate(stock(level)).orElse(null);
    }

    private static StockLevel stock(ItemLevel level) {
        return new StockLevel(
                level.sku(), level.onHand(), level.reorderPoint(), level.reorderQuantity());
    }

    private static String numbers(ItemLevel level) {
        return stock(level).toString();
    }

    private Event event(Watched now, String episode, String state) {
        var level = now.level();
        var finding = finding(level);
        var record =
                Finding.newBuilder()
                        .setOrganizationId(level.organizationId())
                        .setBranchId(level.branchId())
                        .setRule(RULE.name())
                        .setSeverity(
                                finding == null
                                        ? "info"
                                        : finding.severity().name().toLowerCase(Locale.ROOT))
                        .setSubjectKind("item")
                        .setSubjectId(level.itemId())
                        .setEpisode(episode)
                        .setTitle(
                                finding == null
                                        ? level.sku() + ": " + level.onHand() + " in stock again"
                                        : finding.title())
                        .setEvidence(
                                finding == null
                                        ? Map.of(
                                                "sku",
                                                level.sku(),
                                                "on_hand",
                                                String.valueOf(level.onHand()))
                                        : finding.evidence())
                        .setState(state)
                        .setSourceVersion(level.version())
                        .setFoundAt(Instant.ofEpochMilli(level.committedMillis()))
                        .build();
        var key =
                String.join(
                        "/",
                        level.organizationId(),
                        RULE.name(),
                        level.branchId(),
                        level.itemId(),
                        episode);
        var id = "inventory_items:" + level.itemId() + '@' + level.version();
        return Event.of(
                avro,
                Topic.FINDINGS,
                key,
                record,
                id,
                Instant.ofEpochMilli(level.committedMillis()));
    }
}
