package com.bloompetos.api.alert;

import com.bloompetos.api.ApiConfiguration;
import com.bloompetos.events.Topic;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.springframework.stereotype.Component;

/**
 * Where findings go that cannot become alerts: bytes unchanged, the reason and place in headers.
 */
@Component
class DeadLetters {
    private final ApiConfiguration configuration;

    DeadLetters(ApiConfiguration configuration) {
        this.configuration = configuration;
    }

    /** Returns when the broker has it; a producer for each is enough for what should never come. */
    void send(ConsumerRecord<byte[], byte[]> record, String reason) {
        var headers =
                List.<Header>of(
                        header("reason", reason),
                        header("topic", record.topic()),
                        header("partition", String.valueOf(record.partition())),
                        header("offset", String.valueOf(record.offset())));
        try (var producer = new KafkaProducer<byte[], byte[]>(settings())) {
            producer.send(
                            new ProducerRecord<>(
                                    Topic.deadLettersOf(record.topic()),
                                    null,
                                    record.key(),
                                    record.value(),
                                    headers))
                    .get();
        } catch (ExecutionException refused) {
            throw new KafkaException("the dead letter was not taken", refused.getCause());
        } catch (InterruptedException stopping) {
            throw new InterruptException(stopping);
        }
    }

    private static RecordHeader header(String name, String value) {
        return new RecordHeader(name, value.getBytes(StandardCharsets.UTF_8));
    }

    private Map<String, Object> settings() {
        return Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                configuration.kafka(),
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
                ByteArraySerializer.class,
                ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
                ByteArraySerializer.class);
    }
}
