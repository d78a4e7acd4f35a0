package com.bloompetos.stream.batch;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.bloompetos.events.ConfluentAvro;
import com.bloompetos.events.Topic;
import com.bloompetos.events.insight.Finding;
import java.time.Instant;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A difference between stream and batch as a finding: both numbers, and the cell behind them. */
final class FoundDifferences implements AutoCloseable {
    private static final String RULE = "stream_batch_difference";

    private final KafkaProducer<byte[], byte[]> producer;
    private final ConfluentAvro avro;

    FoundDifferences(String kafka, ConfluentAvro avro) {
        this.avro = avro;
        var settings = new Properties();
        settings.setProperty("bootstrap.servers", kafka);
        settings.setProperty("enable.idempotence", "true");
        producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    void tell(Difference difference) {
        var finding = finding(difference, Instant.now());
        var key =
                String.join(
                        "/",
                        difference.organizationId(),
                        RULE,
                        difference.branchId(),
                        difference.kpi(),
                        finding.getEpisode());
        producer.send(
                new ProducerRecord<>(
                        Topic.FINDINGS.name(),
                        key.getBytes(UTF_8),
                        avro.encode(Topic.FINDINGS.name(), finding)));
    }

    static Finding finding(Difference difference, Instant at) {
        var stream = difference.stream();
        var batch = difference.batch();
        return Finding.newBuilder()
                .setOrganizationId(difference.organizationId())
                .setBranchId(difference.branchId())
                .setRule(RULE)
                .setSeverity("warning")
                .setSubjectKind("kpi")
                .setSubjectId(difference.kpi())
                .setEpisode(difference.day() + difference.dimensions() + '@' + batch.version())
                .setTitle(
                        "%s on %s: the stream told %d/%d, the batch computes %d/%d"
                                .formatted(
                                        difference.kpi(),
                                        difference.day(),
                                        stream.numerator(),
                                        stream.denominator(),
                                        batch.numerator(),
                                        batch.denominator()))
                .setEvidence(
                        Map.of(
                                "day", difference.day(),
                                "dimensions", difference.dimensions(),
                                "stream_numerator", String.valueOf(stream.numerator()),
                                "stream_denominator", String.valueOf(stream.denominator()),
                                "stream_version", String.valueOf(stream.version()),
                                "batch_numerator", String.valueOf(batch.numerator()),
                                "batch_denominator", String.valueOf(batch.denominator()),
                                "batch_version", String.valueOf(batch.version())))
                .setState("opened")
                .setSourceVersion(batch.version())
                .setFoundAt(at)
                .build();
    }

    @Override
    public void close() {
        producer.close();
    }
}
