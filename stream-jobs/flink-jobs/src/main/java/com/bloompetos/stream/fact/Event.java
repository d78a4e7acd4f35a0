package com.bloompetos.stream.fact;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.bloompetos.events.ConfluentAvro;
import com.bloompetos.events.Topic;
import java.time.Instant;
import java.util.Properties;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * An encoded event on its way to its topic.
 *
 * @param id the row change it follows from, {@code table:id@lsn}: the same event again has the same
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared; it only travels.
public record Event(String topic, String key, byte[] value, String id, long at) {

    /** Encodes a record of this topic. */
    public static Event of(
            ConfluentAvro avro,
            Topic topic,
            String key,
            SpecificRecordBase record,
            String id,
            Instant at) {
        return new Event(
                topic.name(), key, avro.encode(topic.name(), record), id, at.toEpochMilli());
    }

    /**
     * At least once; an exactly-once sink would hold every event back until the next checkpoint.
     */
    public static Sink<Event> sink(String kafka) {
        var producer = new Properties();
        producer.setProperty("linger.ms", "5");
        producer.setProperty("compression.type", "lz4");
        return KafkaSink.<Event>builder()
                .setBootstrapServers(kafka)
                .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
                .setKafkaProducerConfig(producer)
                .setRecordSerializer(new ToRecord())
                .build();
    }

    /** The id stands in a header, so that a reader need not decode what it already has. */
    static final class ToRecord implements KafkaRecordSerializationSchema<Event> {
        private static final long serialVersionUID = 1L;

        @Override
        public ProducerRecord<byte[], byte[]> serialize(
                Event event, KafkaSinkContext context, @Nullable Long timestamp) {
            var record =
                    new ProducerRecord<>(
                            event.topic(),
                            null,
                            event.at(),
                            event.key().getBytes(UTF_8),
                            event.value());
            record.headers().add("event_id", event.id().getBytes(UTF_8));
            return record;
        }
    }
}
