package com.bloompetos.stream.change;

import static org.assertj.core.api.Assertions.assertThat;

import com.bloompetos.events.Replay;
import com.bloompetos.events.Topic;
import java.util.ArrayList;
import java.util.regex.Pattern;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class ChangeDeserializerTest {
    private static final byte[] NO_AVRO = {1, 2, 3};

    private final ChangeDeserializer payments =
            new ChangeDeserializer("http://127.0.0.1:1/unused", Pattern.compile("cdc\\.payments"));

    @Test
    void aReplayIsReadAsTheRecordThatItWas() {
        var change = read(replayOf("cdc.payments"));
        assertThat(change.topic()).isEqualTo("cdc.payments");
        assertThat(change.refused("still broken"))
                .usingRecursiveComparison()
                .isEqualTo(
                        new DeadLetter(
                                "cdc.payments", 1, 77, new byte[] {9}, NO_AVRO, "still broken"));
        assertThat(change.origin().readFrom())
                .isEqualTo(new TopicPartition(Topic.REPLAYS.name(), 0));
        assertThat(change.origin().readAt()).isEqualTo(5);
        assertThat(change.op()).isEqualTo(Change.Op.UNREADABLE);
    }

    @Test
    void replaysOfOtherTopicsOnlyMoveTheReaderOn() {
        var change = read(replayOf("cdc.shifts"));
        assertThat(change.op()).isEqualTo(Change.Op.TOMBSTONE);
        assertThat(change.origin().readAt()).isEqualTo(5);
    }

    @Test
    void aReplayThatDoesNotSayWhoseItIsDoesNothing() {
        var change = read(new ConsumerRecord<>(Topic.REPLAYS.name(), 0, 5, null, NO_AVRO));
        assertThat(change.op()).isEqualTo(Change.Op.TOMBSTONE);
    }

    private Change read(ConsumerRecord<byte[], byte[]> record) {
        var read = new ArrayList<Change>();
        payments.deserialize(record, new ListCollector<>(read));
        assertThat(read).hasSize(1);
        return read.get(0);
    }

    private static ConsumerRecord<byte[], byte[]> replayOf(String topic) {
        var sent =
                new Replay(new TopicPartition(topic, 1), 77, 4, 1_000, new byte[] {9}, NO_AVRO)
                        .toRecord();
        return new ConsumerRecord<>(
                sent.topic(),
                0,
                5,
                sent.timestamp(),
                TimestampType.CREATE_TIME,
                1,
                NO_AVRO.length,
                sent.key(),
                sent.value(),
                new RecordHeaders(sent.headers()),
                java.util.Optional.empty());
    }
}
