package com.bloompetos.stream.change;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells those behind it when the past has been read: it holds every watermark back and lets the one
 * watermark {@link #LIVE} through once each partition has passed the end offset that was seen at
 * start.
 *
 * <p>Until then a job builds its state in silence, since what it would say is already history. Runs
 * alone (parallelism 1), as a watermark speaks for all partitions.
 */
public final class CatchUpGate extends AbstractStreamOperator<Change>
        implements OneInputStreamOperator<Change, Change> {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(CatchUpGate.class);

    /**
     * The watermark that says: everything known at start has been read. Set event-time timers to
     * it.
     */
    public static final long LIVE = 1L;

    /**
     * Compaction may remove the very last record, and then no record ever passes the end: silence
     * opens the gate.
     */
    private static final Duration SILENCE = Duration.ofSeconds(5);

    private static final Duration LONGEST_START = Duration.ofSeconds(60);

    private final EndOffsets endOffsets;

    private transient Map<TopicPartition, Long> next;
    private transient Map<TopicPartition, Long> ends;
    private transient ListState<Tuple3<String, Integer, Long>> nextState;
    private transient boolean open;
    private transient long lastRecordAt;

    @SuppressWarnings(
            "NullAway.Init") // Flink fills the transient fields in initializeState and open.
    public CatchUpGate(EndOffsets endOffsets) {
        this.endOffsets = endOffsets;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        nextState =
                context.getOperatorStateStore()
                        .getListState(
                                new ListStateDescriptor<>(
                                        "next-offsets",
                                        Types.TUPLE(Types.STRING, Types.INT, Types.LONG)));
        next = new HashMap<>();
        for (var position : nextState.get()) {
            next.put(new TopicPartition(position.f0, position.f1), position.f2);
        }
    }

    @Override
    public void open() throws Exception {
        super.open();
        open = false;
        ends = new HashMap<>(endOffsets.now());
        ends.entrySet().removeIf(end -> next.getOrDefault(end.getKey(), 0L) >= end.getValue());
        LOG.info("catching up on {} partitions that hold changes not yet seen", ends.size());
        // Downstream is not open yet: the first look is a timer's, which runs when everything
        // stands.
        lastRecordAt = now() + LONGEST_START.toMillis();
        lookAgainIn(1);
    }

    @Override
    public void processElement(StreamRecord<Change> element) {
        output.collect(element);
        var origin = element.getValue().origin();
        var partition = origin.readFrom();
        next.put(partition, origin.readAt() + 1);
        if (!open) {
            lastRecordAt = now();
            var end = ends.get(partition);
            if (end != null && origin.readAt() + 1 >= end) {
                ends.remove(partition);
                openWhenPassed();
            }
        }
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        if (Watermark.MAX_WATERMARK.equals(mark)) { // A bounded source, as in tests, has ended.
            super.processWatermark(mark);
        }
    }

    @Override
    public void processWatermarkStatus(WatermarkStatus status) {
        // A quiet source is not an idle one: what LIVE said stays true.
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        nextState.clear();
        for (var position : next.entrySet()) {
            nextState.add(
                    Tuple3.of(
                            position.getKey().topic(),
                            position.getKey().partition(),
                            position.getValue()));
        }
    }

    private void look() {
        if (!open && now() - lastRecordAt > SILENCE.toMillis()) {
            LOG.warn("nothing more comes on {}: taken as read", ends);
            ends.clear();
        }
        openWhenPassed();
        if (!open) {
            lookAgainIn(500);
        }
    }

    private void openWhenPassed() {
        if (!open && ends.isEmpty()) {
            open = true;
            LOG.info("caught up: live from here");
            output.emitWatermark(new Watermark(LIVE));
        }
    }

    private void lookAgainIn(long millis) {
        getProcessingTimeService().registerTimer(now() + millis, at -> look());
    }

    private long now() {
        return getProcessingTimeService().getCurrentProcessingTime();
    }
}
