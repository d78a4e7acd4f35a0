package com.bloompetos.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter on its way back: the bytes as they stood, and where. It travels beside its topic,
 * never in it: behind newer records of its key it would be the one that compaction keeps.
 *
 * @param source where the record stood first
 * @param offset at which place there
 * @param letter the newest letter about it at the time, by its place in the dead-letter topic
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared; the bytes only travel.
public record Replay(
        TopicPartition source,
        long offset,
        long letter,
        long timestamp,
        byte @Nullable [] key,
        byte @Nullable [] value) {
    private static final String TOPIC = "topic";
    private static final String PARTITION = "partition";
    private static final String OFFSET = "offset";
    private static final String LETTER = "letter";

    /** What is told of a dead letter or a replay that lacks its place: nothing. */
    public static Optional<Replay> of(ConsumerRecord<byte[], byte[]> record) {
        var topic = header(record.headers(), TOPIC);
        var partition = number(record.headers(), PARTITION);
        var offset = number(record.headers(), OFFSET);
        var letter = number(record.headers(), LETTER);
        if (topic == null || partition == null || offset == null) {
            return Optional.empty();
        }
        return Optional.of(
                new Replay(
                        new TopicPartition(topic, Math.toIntExact(partition)),
                        offset,
                        letter == null ? record.offset() : letter,
                        record.timestamp(),
                        record.key(),
                        record.value()));
    }

    /** As it goes to {@link Topic#REPLAYS}. */
    public ProducerRecord<byte @Nullable [], byte @Nullable []> toRecord() {
        var record =
                new ProducerRecord<byte @Nullable [], byte @Nullable []>(
                        Topic.REPLAYS.name(), 0, timestamp, key, value);
        record.headers()
                .add(TOPIC, source.topic().getBytes(UTF_8))
                .add(PARTITION, String.valueOf(source.partition()).getBytes(UTF_8))
                .add(OFFSET, String.valueOf(offset).getBytes(UTF_8))
                .add(LETTER, String.valueOf(letter).getBytes(UTF_8));
        return record;
    }

    /** As its reader would have met it in its own topic. */
    @SuppressWarnings("NullAway") // Kafka's record takes what it gave.
    public ConsumerRecord<byte[], byte[]> atItsSource() {
        return new ConsumerRecord<>(
                source.topic(),
                source.partition(),
                offset,
                timestamp,
                TimestampType.CREATE_TIME,
                key == null ? -1 : key.length,
                value == null ? -1 : value.length,
                key,
                value,
                new org.apache.kafka.common.header.internals.RecordHeaders(),
                Optional.empty());
    }

    private static @Nullable String header(Headers headers, String name) {
        var found = headers.lastHeader(name);
        return found == null || found.value() == null ? null : new String(found.value(), UTF_8);
    }

    private static @Nullable Long number(Headers headers, String name) {
        var text = header(headers, name);
        return text == null || !text.matches("\\d{1,18}") ? null : Long.valueOf(text);
    }
}
