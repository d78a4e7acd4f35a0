package com.bloompetos.stream.change;

import com.bloompetos.events.Topic;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Where a change stood in Kafka, and its bytes as they came.
 *
 * @param timestamp the record's own time in milliseconds
 * @param replay its place among the replays when it came back as one, else {@link #NO_REPLAY}
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by position only; the bytes are never changed.
public record Origin(
        String topic,
        int partition,
        long offset,
        long timestamp,
        byte @Nullable [] key,
        byte @Nullable [] value,
        long replay) {
    static final long NO_REPLAY = -1;

    Origin(
            String topic,
            int partition,
            long offset,
            long timestamp,
            byte @Nullable [] key,
            byte @Nullable [] value) {
        this(topic, partition, offset, timestamp, key, value, NO_REPLAY);
    }

    /** The partition that it was read from. */
    TopicPartition readFrom() {
        return replay == NO_REPLAY
                ? new TopicPartition(topic, partition)
                : new TopicPartition(Topic.REPLAYS.name(), 0);
    }

    /** The place in that partition. */
    long readAt() {
        return replay == NO_REPLAY ? offset : replay;
    }

    /** What it holds in memory, roughly. */
    public int size() {
        return (key == null ? 0 : key.length) + (value == null ? 0 : value.length);
    }

    /** A dead letter: the bytes that came, and why nothing can be made of them. */
    public DeadLetter refused(String why) {
        return new DeadLetter(topic, partition, offset, key, value, why);
    }

    @Override
    public String toString() {
        return topic + "-" + partition + "@" + offset;
    }
}
