package com.bloompetos.stream.change;

import com.bloompetos.events.ConfluentAvro;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Kafka's bytes to changes; never fails on a record, since a record that cannot be read must not
 * stop the rest.
 */
public final class ChangeDeserializer implements KafkaRecordDeserializationSchema<Change> {
    private static final long serialVersionUID = 1L;

    private final String registry;

    public ChangeDeserializer(String registry) {
        this.registry = registry;
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<Change> out) {
        var origin =
                new Origin(
                        record.topic(),
                        record.partition(),
                        record.offset(),
                        record.timestamp(),
                        record.key(),
                        record.value());
        out.collect(Change.of(origin, ConfluentAvro.at(registry)));
    }

    @Override
    public TypeInformation<Change> getProducedType() {
        return new ChangeType(registry);
    }
}
