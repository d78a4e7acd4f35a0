package com.bloompetos.stream.kpi;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Keyed by row: a newer version takes back what the older one added and puts its own. A version
 * that is not newer changes nothing; a snapshot's version 0 only fills a gap.
 */
final class Retract extends KeyedProcessFunction<String, RowContributions, Delta> {
    private static final long serialVersionUID = 1L;

    private transient ValueState<Known> known;

    /** What a row adds as of a version, and the last day on which that can matter. */
    public record Known(long version, List<Contribution> contributions, long lastDay) {}

    @SuppressWarnings("NullAway.Init") // Flink calls open first.
    Retract() {}

    @Override
    public void open(OpenContext context) {
        known =
                getRuntimeContext()
                        .getState(
                                new ValueStateDescriptor<>(
                                        "known", TypeInformation.of(Known.class)));
    }

    @Override
    public void processElement(RowContributions row, Context context, Collector<Delta> out)
            throws Exception {
        var before = known.value();
        if (before != null && row.version() <= before.version()) {
            return;
        }
        long now = context.timerService().currentProcessingTime();
        var counted =
                row.contributions().stream()
                        .filter(c -> Horizon.isOpen(Cell.dayOf(c.cell()), now))
                        .toList();
        var changes = new LinkedHashMap<String, Delta>();
        if (before != null) {
            before.contributions().forEach(c -> add(changes, c, -1, row.version()));
        }
        counted.forEach(c -> add(changes, c, 1, row.version()));
        // A row that stays in its cell with the same parts still moves the cell's version.
        changes.values().forEach(out::collect);
        long lastDay = Horizon.dayOf(now);
        for (var contribution : counted) {
            lastDay = Math.max(lastDay, Cell.dayOf(contribution.cell()));
        }
        known.update(new Known(row.version(), counted, lastDay));
        context.timerService().registerProcessingTimeTimer(Horizon.endOf(lastDay));
    }

    /** The end of a row's state; a later version has a later timer of its own. */
    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Delta> out)
            throws Exception {
        var last = known.value();
        if (last != null && timestamp >= Horizon.endOf(last.lastDay())) {
            known.clear();
        }
    }

    private static void add(Map<String, Delta> changes, Contribution part, int sign, long version) {
        changes.merge(
                part.cell(),
                new Delta(part.cell(), sign * part.numerator(), sign * part.denominator(), version),
                (a, b) ->
                        new Delta(
                                a.cell(),
                                a.numerator() + b.numerator(),
                                a.denominator() + b.denominator(),
                                version));
    }
}
