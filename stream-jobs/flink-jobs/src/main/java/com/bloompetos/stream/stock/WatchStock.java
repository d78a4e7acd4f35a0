package com.bloompetos.stream.stock;

import com.bloompetos.events.ConfluentAvro;
import com.bloompetos.insight.rule.Rule;
import com.bloompetos.insight.rule.StockOutlook;
import com.bloompetos.stream.change.CatchUpGate;
import com.bloompetos.stream.change.Change;
import com.bloompetos.stream.change.DeadLetter;
import com.bloompetos.stream.fact.Event;
import com.bloompetos.stream.fact.Findings;
import com.bloompetos.stream.fact.Told;
import com.bloompetos.stream.stock.Known.Item;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.apache.flink.util.function.SerializableSupplier;

/**
 * Keyed by organization: forecasts what a change can alter as soon as it comes, and everything when
 * a branch's day begins. Before the past has been read again it says nothing.
 */
final class WatchStock extends KeyedProcessFunction<String, Change, Event> {
    private static final long serialVersionUID = 1L;

    static final OutputTag<Forecast> FORECASTS =
            new OutputTag<>("forecasts", TypeInformation.of(Forecast.class));
    static final OutputTag<DeadLetter> UNUSABLE =
            new OutputTag<>("unusable", TypeInformation.of(DeadLetter.class));

    /** What comes in the meantime is looked at together. */
    static final Duration REST = Duration.ofSeconds(1);

    private final SerializableSupplier<ConfluentAvro> encoding;
    private transient StockState state;
    private transient ConfluentAvro avro;
    private transient Map<String, Memory> memories;

    /** Nothing that counts: after a restart everything is looked at once, and learned anew. */
    private static final class Memory {
        private final Map<String, BranchDemand> demands = new HashMap<>();
        private Ripples ripples = Ripples.ofEverything();
        private boolean waits;
        private long tidiedOn;
    }

    @SuppressWarnings("NullAway.Init") // Flink calls open first.
    WatchStock(SerializableSupplier<ConfluentAvro> encoding) {
        this.encoding = encoding;
    }

    @Override
    public void open(OpenContext context) {
        avro = encoding.get();
        state = new StockState(getRuntimeContext());
        memories = new HashMap<>();
    }

    @Override
    public void processElement(Change change, Context context, Collector<Event> out)
            throws Exception {
        var timers = context.timerService();
        Touched touched;
        try {
            touched = state.accept(change, day(timers.currentProcessingTime()));
        } catch (IllegalStateException
                | IllegalArgumentException
                | ClassCastException
                | DateTimeException e) {
            // A row without its columns is bad input, not a bug: it must not stop the others.
            context.output(
                    UNUSABLE, change.refused("no stock can be read from it: " + e.getMessage()));
            return;
        }
        if (touched == null) {
            return;
        }
        var memory = memory(context.getCurrentKey());
        memory.ripples.add(touched);
        forgetWhatWasLearned(touched, memory);
        if (timers.currentWatermark() < CatchUpGate.LIVE) {
            timers.registerEventTimeTimer(CatchUpGate.LIVE);
        } else if (!memory.waits) {
            memory.waits = true;
            timers.registerProcessingTimeTimer(timers.currentProcessingTime() + REST.toMillis());
        }
    }

    /** A day that the models have seen has changed. */
    private void forgetWhatWasLearned(Touched touched, Memory memory) throws Exception {
        var item = state.items.get(touched.itemId());
        var demand = item == null ? null : memory.demands.get(item.branchId());
        if (item != null && demand != null && touched.since() < demand.today.toEpochDay()) {
            memory.demands.remove(item.branchId());
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Event> out)
            throws Exception {
        var timers = context.timerService();
        if (timers.currentWatermark() < CatchUpGate.LIVE) {
            timers.registerEventTimeTimer(CatchUpGate.LIVE);
            return;
        }
        var memory = memory(context.getCurrentKey());
        memory.waits = false;
        var now = Instant.ofEpochMilli(timers.currentProcessingTime());
        tidy(memory, day(now.toEpochMilli()));
        var shelves = new Shelves(state, memory.demands, now);
        var ripples = memory.ripples;
        memory.ripples = new Ripples();
        for (var item : ripples.reach(shelves)) {
            say(item, shelves.outlook(item), shelves, now, context, out);
        }
        sayWhatIsGone(shelves, ripples, now, context, out);
        for (var midnight : shelves.midnights()) {
            timers.registerProcessingTimeTimer(midnight.toEpochMilli());
        }
    }

    private void tidy(Memory memory, long today) throws Exception {
        if (memory.tidiedOn != today) {
            state.forget(today);
            memory.tidiedOn = today;
        }
    }

    private void say(
            String itemId,
            StockOutlook outlook,
            Shelves shelves,
            Instant now,
            Context context,
            Collector<Event> out)
            throws Exception {
        var item = java.util.Objects.requireNonNull(shelves.items.get(itemId), itemId);
        var forecast = Forecast.of(context.getCurrentKey(), item.branchId(), itemId, outlook);
        if (!forecast.toString().equals(state.forecasts.get(itemId))) {
            state.forecasts.put(itemId, forecast.toString());
            context.output(FORECASTS, forecast.at(state.version(), now.toEpochMilli()));
        }
        for (var rule : StockFinding.RULES) {
            var calm = "%s: %d in stock".formatted(item.sku(), item.onHand());
            say(rule, itemId, item, rule.evaluate(outlook), calm, now, context, out);
        }
    }

    /** Opens, goes on with or resolves the rule's episode. */
    private void say(
            Rule<StockOutlook> rule,
            String itemId,
            Item item,
            Optional<com.bloompetos.insight.rule.Finding> seen,
            String calm,
            Instant now,
            Context context,
            Collector<Event> out)
            throws Exception {
        var key = StockFinding.key(rule.name(), itemId);
        var told = Told.orNothing(state.told.get(key));
        var says = seen.map(Told::says).orElse("");
        if (says.equals(told.says())) {
            return;
        }
        // An episode is named by when it began: a restart reads that again and goes on with it.
        var episode =
                told.episode().isEmpty() ? String.valueOf(now.toEpochMilli()) : told.episode();
        var place =
                new Findings.Place(
                        context.getCurrentKey(), item.branchId(), "item", itemId, episode);
        out.collect(
                seen.isPresent()
                        ? StockFinding.opened(avro, place, seen.get(), state.version(), now)
                        : StockFinding.resolved(
                                avro, place, rule.name(), item, calm, state.version(), now));
        state.told.put(key, new Told(seen.isPresent() ? episode : "", says, now.toEpochMilli()));
    }

    private void sayWhatIsGone(
            Shelves shelves, Ripples ripples, Instant now, Context context, Collector<Event> out)
            throws Exception {
        var gone = new TreeMap<String, Item>();
        for (var entry : state.items.entries()) {
            if (!entry.getValue().isKept() && ripples.names(entry.getKey())) {
                gone.put(entry.getKey(), entry.getValue());
            }
        }
        for (var entry : gone.entrySet()) {
            var item = entry.getValue();
            var row =
                    Forecast.gone(
                            context.getCurrentKey(),
                            item.branchId(),
                            entry.getKey(),
                            item.sku(),
                            day(now.toEpochMilli()));
            if (state.forecasts.contains(entry.getKey())) {
                state.forecasts.remove(entry.getKey());
                context.output(FORECASTS, row.at(state.version(), now.toEpochMilli()));
            }
            for (var rule : StockFinding.RULES) {
                var calm = item.sku() + ": no longer kept here";
                say(rule, entry.getKey(), item, Optional.empty(), calm, now, context, out);
            }
        }
    }

    private Memory memory(String organization) {
        return memories.computeIfAbsent(organization, key -> new Memory());
    }

    private static long day(long millis) {
        return Math.floorDiv(millis, Duration.ofDays(1).toMillis());
    }
}
