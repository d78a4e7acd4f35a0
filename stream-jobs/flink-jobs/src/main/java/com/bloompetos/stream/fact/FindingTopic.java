package com.bloompetos.stream.fact;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.bloompetos.events.ConfluentAvro;
import com.bloompetos.events.Topic;
import com.bloompetos.events.insight.Finding;
import java.util.Properties;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends findings for a part that is no Flink job. */
public final class FindingTopic implements AutoCloseable {
    private final KafkaProducer<byte[], byte[]> producer;
    private final ConfluentAvro avro;

    public FindingTopic(String kafka, ConfluentAvro avro) {
        this.avro = avro;
        var settings = new Properties();
        settings.setProperty("bootstrap.servers", kafka);
        settings.setProperty("enable.idempotence", "true");
        producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    public void send(Finding finding) {
        producer.send(
                new ProducerRecord<>(
                        Topic.FINDINGS.name(),
                        Findings.key(finding).getBytes(UTF_8),
                        avro.encode(Topic.FINDINGS.name(), finding)));
    }

    @Override
    public void close() {
        producer.close();
    }
}
