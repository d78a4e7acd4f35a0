package com.bloompetos.stream.change;

import static org.assertj.core.api.Assertions.assertThat;

import com.bloompetos.events.Topic;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class CatchUpGateTest {
    private static final TopicPartition PARTITION = new TopicPartition(Topic.PAYMENTS.name(), 0);
    private static final Watermark LIVE = new Watermark(CatchUpGate.LIVE);

    private final TestChanges changes = new TestChanges(); // Its offsets count from 0.

    @Test
    void theGateOpensOnceTheEndSeenAtStartIsPassed() throws Exception {
        try (var gate = gate(Map.of(PARTITION, 2L))) {
            gate.open();
            gate.setProcessingTime(600);
            gate.processElement(next());
            assertThat(watermarks(gate)).isEmpty();
            gate.processElement(next());
            gate.processElement(next());
            assertThat(watermarks(gate)).containsExactly(LIVE);
            assertThat(gate.extractOutputValues()).hasSize(3);
        }
    }

    @Test
    void allPartitionsMustHavePassed() throws Exception {
        try (var gate =
                gate(Map.of(PARTITION, 1L, new TopicPartition(Topic.INVOICES.name(), 1), 1L))) {
            gate.open();
            gate.processElement(next());
            gate.setProcessingTime(1000);
            assertThat(watermarks(gate)).isEmpty();
        }
    }

    @Test
    void aReplayTellsNothingAboutThePartitionItsRecordStoodIn() throws Exception {
        var replays = new TopicPartition(Topic.REPLAYS.name(), 0);
        try (var gate = gate(Map.of(PARTITION, 1L, replays, 8L))) {
            gate.open();
            gate.processElement(new StreamRecord<>(changes.replayed(Topic.PAYMENTS, 0, 7)));
            gate.setProcessingTime(600);
            assertThat(watermarks(gate)).isEmpty();
            gate.processElement(next());
            assertThat(watermarks(gate)).containsExactly(LIVE);
        }
    }

    @Test
    void watermarksOfTheSourceStayOutside() throws Exception {
        try (var gate = gate(Map.of(PARTITION, 9L))) {
            gate.open();
            gate.processWatermark(new Watermark(1_700_000_000_000L));
            assertThat(watermarks(gate)).isEmpty();
        }
    }

    @Test
    void emptyTopicsOpenItAtOnce() throws Exception {
        try (var gate = gate(Map.of())) {
            gate.open();
            gate.setProcessingTime(10);
            assertThat(watermarks(gate)).containsExactly(LIVE);
        }
    }

    @Test
    void aRestoredJobKnowsWhatItHasRead() throws Exception {
        OperatorSubtaskState checkpoint;
        try (var gate = gate(Map.of(PARTITION, 2L))) {
            gate.open();
            gate.processElement(next());
            gate.processElement(next());
            checkpoint = gate.snapshot(1, 1);
        }
        try (var restored = gate(Map.of(PARTITION, 2L))) {
            restored.initializeState(checkpoint);
            restored.open();
            restored.setProcessingTime(10);
            assertThat(watermarks(restored)).containsExactly(LIVE);
        }
        try (var behind = gate(Map.of(PARTITION, 3L))) {
            behind.initializeState(checkpoint);
            behind.open();
            behind.setProcessingTime(10);
            assertThat(watermarks(behind)).isEmpty();
            behind.processElement(next());
            assertThat(watermarks(behind)).containsExactly(LIVE);
        }
    }

    @Test
    void anEndThatCompactionRemovedDoesNotKeepItShutForEver() throws Exception {
        try (var gate = gate(Map.of(PARTITION, 9L))) {
            gate.open();
            gate.setProcessingTime(1000);
            gate.processElement(next());
            gate.setProcessingTime(5500);
            assertThat(watermarks(gate)).isEmpty();
            gate.setProcessingTime(7000);
            assertThat(watermarks(gate)).containsExactly(LIVE);
        }
    }

    private StreamRecord<Change> next() {
        return new StreamRecord<>(changes.tombstone(Topic.PAYMENTS));
    }

    private static OneInputStreamOperatorTestHarness<Change, Change> gate(
            Map<TopicPartition, Long> ends) throws Exception {
        var seen = new HashMap<>(ends);
        return new OneInputStreamOperatorTestHarness<>(
                new CatchUpGate(() -> seen), new ChangeType("unused").createSerializer(null));
    }

    private static List<Watermark> watermarks(
            OneInputStreamOperatorTestHarness<Change, Change> gate) {
        return gate.getOutput().stream()
                .filter(Watermark.class::isInstance)
                .map(Watermark.class::cast)
                .toList();
    }
}
