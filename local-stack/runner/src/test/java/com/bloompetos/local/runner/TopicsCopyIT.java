package com.bloompetos.local.runner;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.bloompetos.events.Topic;
import com.bloompetos.local.backup.BackupFolder;
import com.bloompetos.local.backup.TopicsCopy;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records leave one broker and come to another one as they were. */
class TopicsCopyIT {
    private static final String PROGRESS = StackBackup.PROGRESS;
    private static final String PETS = Topic.PETS.name();
    private static final String SCORES = Topic.RISK_SCORES.name();

    @TempDir Path temporary;

    @Test
    void recordsComeBackInTheirPartitionsAndTheirOrder() throws Exception {
        var backup = BackupFolder.create(temporary.resolve("backup"));
        List<String> before;
        try (var broker = broker("first")) {
            fill(broker.kafka());
            before = said(broker.kafka());
            assertThat(new TopicsCopy(broker.kafka()).write(PROGRESS, StackBackup.topics(), backup))
                    .isEqualTo(2004);
            backup.finish(Instant.now(), 0);
        }
        try (var broker = broker("second")) {
            assertThat(
                            new TopicsCopy(broker.kafka())
                                    .restore(List.of(PROGRESS, PETS, SCORES), backup))
                    .isEqualTo(2004);
            assertThat(said(broker.kafka())).isEqualTo(before);
        }
    }

    private static void fill(String kafka) throws Exception {
        try (var producer = producer(Map.of("bootstrap.servers", kafka))) {
            producer.send(new ProducerRecord<>(PROGRESS, bytes("connector"), bytes("lsn 7")));
            for (int i = 0; i < 2000; i++) {
                producer.send(
                        new ProducerRecord<>(
                                PETS,
                                i % 2,
                                1_000L + i,
                                bytes("pet " + i),
                                bytes("row " + i),
                                List.of(new RecordHeader("said", bytes("by " + i)))));
            }
            producer.send(new ProducerRecord<>(PETS, 1, bytes("pet 1"), (byte[]) null));
        }
        try (var producer =
                producer(Map.of("bootstrap.servers", kafka, "transactional.id", "scores"))) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(SCORES, 0, 1L, bytes("taken back"), bytes("x")));
            producer.abortTransaction();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(SCORES, 0, 2L, bytes("told"), bytes("1")));
            producer.send(new ProducerRecord<>(SCORES, 1, 3L, bytes("told too"), bytes("2")));
            producer.commitTransaction();
        }
    }

    private static KafkaProducer<byte[], byte[]> producer(Map<String, Object> settings) {
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    /** By topic and partition, in order; what was taken back is no record. */
    private static List<String> said(String kafka) {
        return List.of(PROGRESS, PETS, SCORES).stream()
                .flatMap(topic -> KafkaReads.records(kafka, topic).stream())
                .filter(record -> !new String(record.key(), UTF_8).equals("taken back"))
                .sorted(
                        java.util.Comparator.comparing(
                                record -> record.topic() + record.partition()))
                .map(
                        record ->
                                "%s %d %s %s %s"
                                        .formatted(
                                                record.topic(),
                                                record.partition(),
                                                new String(record.key(), UTF_8),
                                                record.value() == null
                                                        ? null
                                                        : new String(record.value(), UTF_8),
                                                record.topic().equals(PROGRESS)
                                                        ? ""
                                                        : record.timestamp()
                                                                + record.headers().toString()))
                .toList();
    }

    private record Broker(Supervisor supervisor, String kafka) implements AutoCloseable {
        @Override
        public void close() {
            supervisor.close();
        }
    }

    private static Broker broker(String name) throws IOException {
        var checkout = Checkout.fromEnvironment();
        var state =
                new StateDirectory(
                        checkout.module("local-stack/runner").resolve("target/broker-" + name));
        state.delete();
        var stack = new Stack(checkout, state, Ports.free(), Secrets.in(state));
        var supervisor = new Supervisor(state);
        Runtime.getRuntime().addShutdownHook(new Thread(supervisor::close));
        supervisor.start(List.of(new Kafka(stack).part()), (part, took) -> {});
        return new Broker(supervisor, stack.kafka());
    }
}
