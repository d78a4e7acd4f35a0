package com.bloompetos.stream.kpi;

import com.bloompetos.stream.change.CatchUpGate;
import java.time.Duration;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.TimeDomain;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Keyed by cell: sums the parts and tells the cell's absolute value.
 *
 * <p>A quiet cell is told at once, then it rests: what comes within {@link #REST} is told together.
 * Before the past has been read again nothing is told, since older values would overtake newer
 * ones.
 */
final class SumCells extends KeyedProcessFunction<String, Delta, Reading> {
    private static final long serialVersionUID = 1L;

    static final Duration REST = Duration.ofMillis(50);

    private transient ValueState<Sum> sums;
    private transient Counter late;

    /**
     * The parts, the newest log position inside, whether that is untold, and whether the cell
     * rests.
     */
    public record Sum(
            long numerator, long denominator, long version, boolean untold, boolean rests) {
        static final Sum EMPTY = new Sum(0, 0, 0, false, false);

        Sum plus(Delta delta) {
            return new Sum(
                    numerator + delta.numerator(),
                    denominator + delta.denominator(),
                    Math.max(version, delta.version()),
                    true,
                    rests);
        }

        Sum told() {
            return new Sum(numerator, denominator, version, false, true);
        }

        Sum rested() {
            return new Sum(numerator, denominator, version, untold, false);
        }
    }

    @SuppressWarnings("NullAway.Init") // Flink calls open first.
    SumCells() {}

    @Override
    public void open(OpenContext context) {
        sums =
                getRuntimeContext()
                        .getState(
                                new ValueStateDescriptor<>("sums", TypeInformation.of(Sum.class)));
        late = getRuntimeContext().getMetricGroup().counter("late");
    }

    @Override
    public void processElement(Delta delta, Context context, Collector<Reading> out)
            throws Exception {
        var timers = context.timerService();
        long day = Cell.dayOf(delta.cell());
        if (!Horizon.isOpen(day, timers.currentProcessingTime())) {
            late.inc();
            return;
        }
        var before = sums.value();
        if (before == null) {
            timers.registerProcessingTimeTimer(Horizon.endOf(day));
        }
        tellOrWait((before == null ? Sum.EMPTY : before).plus(delta), context, out);
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Reading> out)
            throws Exception {
        var sum = sums.value();
        if (sum == null) {
            return;
        }
        boolean isRest = context.timeDomain() == TimeDomain.PROCESSING_TIME;
        if (isRest && timestamp >= Horizon.endOf(Cell.dayOf(context.getCurrentKey()))) {
            sums.clear();
            return;
        }
        tellOrWait(isRest ? sum.rested() : sum, context, out);
    }

    private void tellOrWait(Sum sum, Context context, Collector<Reading> out) throws Exception {
        var timers = context.timerService();
        var next = sum;
        if (sum.untold() && timers.currentWatermark() < CatchUpGate.LIVE) {
            timers.registerEventTimeTimer(CatchUpGate.LIVE);
        } else if (sum.untold() && !sum.rests()) {
            out.collect(
                    new Reading(
                            context.getCurrentKey(),
                            sum.numerator(),
                            sum.denominator(),
                            sum.version(),
                            timers.currentProcessingTime()));
            timers.registerProcessingTimeTimer(timers.currentProcessingTime() + REST.toMillis());
            next = sum.told();
        }
        sums.update(next);
    }
}
