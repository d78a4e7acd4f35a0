package com.bloompetos.stream.change;

import com.bloompetos.events.ConfluentAvro;
import com.bloompetos.events.Replay;
import com.bloompetos.events.Topic;
import java.util.regex.Pattern;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Kafka's bytes to changes; never fails on a record, since a record that cannot be read must not
 * stop the rest.
 */
public final class ChangeDeserializer implements KafkaRecordDeserializationSchema<Change> {
    private static final long serialVersionUID = 1L;

    private final String registry;
    private final Pattern topics;

    /**
     * @param topics those that the job reads: of replays it wants no others
     */
    public ChangeDeserializer(String registry, Pattern topics) {
        this.registry = registry;
        this.topics = topics;
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<Change> out) {
        out.collect(Change.of(origin(record), ConfluentAvro.at(registry)));
    }

    private Origin origin(ConsumerRecord<byte[], byte[]> record) {
        if (!record.topic().equals(Topic.REPLAYS.name())) {
            return origin(record, record.value(), Origin.NO_REPLAY);
        }
        return Replay.of(record)
                .filter(replay -> topics.matcher(replay.source().topic()).matches())
                .map(replay -> origin(replay.atItsSource(), replay.value(), record.offset()))
                // Somebody else's: as empty as a tombstone, yet it tells how far this was read.
                .orElseGet(() -> origin(record, null, record.offset()));
    }

    private static Origin origin(
            ConsumerRecord<byte[], byte[]> record, byte @Nullable [] value, long replay) {
        return new Origin(
                record.topic(),
                record.partition(),
                record.offset(),
                record.timestamp(),
                record.key(),
                value,
                replay);
    }

    @Override
    public TypeInformation<Change> getProducedType() {
        return new ChangeType(registry);
    }
}
