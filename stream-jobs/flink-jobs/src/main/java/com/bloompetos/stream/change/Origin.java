package com.bloompetos.stream.change;

import org.jspecify.annotations.Nullable;

/**
 * Where a change stood in Kafka, and its bytes as they came.
 *
 * @param timestamp the record's own time in milliseconds
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by position only; the bytes are never changed.
public record Origin(
        String topic,
        int partition,
        long offset,
        long timestamp,
        byte @Nullable [] key,
        byte @Nullable [] value) {

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
