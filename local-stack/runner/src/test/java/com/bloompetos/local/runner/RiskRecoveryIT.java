package com.bloompetos.local.runner;

import static com.bloompetos.local.runner.TestStack.eventually;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.bloompetos.events.ConfluentAvro;
import com.bloompetos.events.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/**
 * Learning is not idempotent: whoever is killed in the middle of it must know exactly what it knew.
 * Broker, registry and the learner alone; both runs are given the same changes in the same order.
 */
class RiskRecoveryIT {
    private static final int VISITS = 2_000;
    private static final int PROBES = 40;

    /** So many visits at most are written and not yet told: a kill comes in the middle of them. */
    private static final int AHEAD = 300;

    private static final Instant FIRST = Instant.parse("2026-01-05T09:00:00Z");
    private static final Duration PATIENCE = Duration.ofSeconds(600);

    @Test
    void aKilledLearnerTellsWhatOneThatWasNotKilledTells() throws Exception {
        List<String> undisturbed;
        try (var learner = learner("risk-quiet")) {
            learner.start();
            learner.untilTold(VISITS + PROBES);
            undisturbed = learner.told();
        }
        List<String> killed;
        try (var learner = learner("risk-killed")) {
            learner.start();
            for (int part = 1; part <= 2; part++) {
                learner.untilTold(part * VISITS / 4);
                learner.kill();
            }
            // The kills came in the middle, or the comparison says nothing.
            assertThat(learner.written()).isLessThan(VISITS);
            learner.untilTold(VISITS + PROBES);
            killed = learner.told();
        }
        assertThat(undisturbed).hasSize(VISITS + PROBES).doesNotHaveDuplicates();
        assertThat(killed).isEqualTo(undisturbed);
    }

    private static Learner learner(String name) throws IOException {
        var checkout = Checkout.fromEnvironment();
        var state =
                new StateDirectory(checkout.module("local-stack/runner").resolve("target/" + name));
        state.delete();
        var stack = new Stack(checkout, state, Ports.free(), Secrets.in(state));
        var supervisor = new Supervisor(state);
        Runtime.getRuntime().addShutdownHook(new Thread(supervisor::close));
        return new Learner(stack, supervisor);
    }

    private static final class Learner implements AutoCloseable {
        private final Stack stack;
        private final Supervisor supervisor;
        private final History history;
        private final ExecutorService writer = Executors.newSingleThreadExecutor();
        private Future<?> writing = CompletableFuture.completedFuture(null);

        Learner(Stack stack, Supervisor supervisor) {
            this.stack = stack;
            this.supervisor = supervisor;
            this.history = new History(stack);
        }

        void start() throws Exception {
            var parts = new Parts(stack);
            supervisor.start(List.of(new Kafka(stack).part(), parts.registry()), (p, took) -> {});
            writing =
                    writer.submit(
                            () -> {
                                history.write();
                                return null;
                            });
            supervisor.start(List.of(parts.streams()), (part, took) -> {});
        }

        int written() {
            return history.written;
        }

        void kill() throws Exception {
            long killed = pid();
            ProcessHandle.of(killed).orElseThrow().destroyForcibly();
            eventually("the learner is back", PATIENCE, () -> pid() != killed && pid() > 0);
        }

        private long pid() {
            return supervisor.status().stream()
                    .filter(status -> status.part().equals("streams"))
                    .mapToLong(PartStatus::pid)
                    .findFirst()
                    .orElse(0);
        }

        void untilTold(int scores) throws Exception {
            try {
                eventually(scores + " scores", PATIENCE, () -> isTold(scores));
            } catch (AssertionError late) {
                throw new AssertionError(
                        "%s; %d told of %d written, %s%n%s"
                                .formatted(
                                        late.getMessage(),
                                        told().size(),
                                        written(),
                                        supervisor.status(),
                                        Files.readString(stack.state().log("streams"))),
                        late);
            }
        }

        private boolean isTold(int scores) throws Exception {
            if (writing.isDone()) writing.get();
            // Cheaply first: marks of transactions count among the offsets.
            return KafkaReads.endOffsets(stack.kafka(), Topic.RISK_SCORES.name()) >= scores
                    && told().size() >= scores;
        }

        /** What was committed, in order: each score of each appointment, to the last bit. */
        List<String> told() {
            try (var consumer = committed(stack)) {
                var avro = ConfluentAvro.at(stack.registryUrl());
                var partitions = consumer.assignment();
                var ends = consumer.endOffsets(partitions);
                var told = new ArrayList<String>();
                while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
                    consumer.poll(Duration.ofMillis(200))
                            .forEach(
                                    record ->
                                            told.add(
                                                    new String(record.key(), UTF_8)
                                                            + " "
                                                            + avro.decode(record.value())
                                                                    .get("probability")));
                }
                // Of one appointment's partition, and there is one organization: sorted by id.
                told.sort(null);
                return told;
            }
        }

        @Override
        public void close() {
            writer.shutdownNow();
            supervisor.close();
        }
    }

    /** Reads the scores that were committed, from the first. */
    private static KafkaConsumer<byte[], byte[]> committed(Stack stack) {
        var consumer =
                new KafkaConsumer<>(
                        Map.of(
                                "bootstrap.servers",
                                stack.kafka(),
                                "isolation.level",
                                "read_committed"),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer());
        var partitions =
                consumer.partitionsFor(Topic.RISK_SCORES.name()).stream()
                        .map(info -> new TopicPartition(info.topic(), info.partition()))
                        .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return consumer;
    }

    /** One branch's visits, each booked and then kept or missed, and at last the probes. */
    private static final class History {
        private static final Schema ROW =
                SchemaBuilder.record("bloom.public.appointments.Value")
                        .fields()
                        .requiredString("organization_id")
                        .requiredString("branch_id")
                        .requiredString("appointment_id")
                        .requiredString("pet_id")
                        .requiredString("service_id")
                        .requiredString("status")
                        .requiredString("appointment_date")
                        .requiredInt("scheduled_day")
                        .requiredInt("scheduled_hour")
                        .requiredLong("price_cents")
                        .requiredString("created_at")
                        .requiredString("updated_at")
                        .endRecord();
        private static final Schema SOURCE =
                SchemaBuilder.record("Source")
                        .fields()
                        .requiredString("table")
                        .optionalLong("lsn")
                        .endRecord();
        private static final Schema ENVELOPE =
                SchemaBuilder.record("bloom.public.appointments.Envelope")
                        .fields()
                        .name("after")
                        .type(ROW)
                        .noDefault()
                        .name("source")
                        .type(SOURCE)
                        .noDefault()
                        .requiredString("op")
                        .endRecord();

        private final Stack stack;
        private final Random random = new Random(11);
        private long lsn;
        private volatile int written;

        History(Stack stack) {
            this.stack = stack;
        }

        void write() throws Exception {
            var avro = ConfluentAvro.at(stack.registryUrl());
            int told = 0;
            try (var scores = committed(stack);
                    var producer =
                            new KafkaProducer<>(
                                    Map.<String, Object>of("bootstrap.servers", stack.kafka()),
                                    new ByteArraySerializer(),
                                    new ByteArraySerializer())) {
                for (int i = 0; i < VISITS; i++) {
                    while (i - told >= AHEAD) {
                        told += scores.poll(Duration.ofMillis(100)).count();
                    }
                    written = i;
                    var visit = new Visit(i, random.nextInt(300), 1 + random.nextInt(30));
                    send(producer, avro, visit, "c", "scheduled");
                    boolean missed = random.nextDouble() < 0.02 * visit.days;
                    send(producer, avro, visit, "u", missed ? "no_show" : "completed");
                }
                for (int i = 0; i < PROBES; i++) {
                    send(producer, avro, new Visit(VISITS + i, i, 1 + i), "c", "scheduled");
                }
            }
        }

        private void send(
                KafkaProducer<byte[], byte[]> producer,
                ConfluentAvro avro,
                Visit visit,
                String op,
                String status) {
            lsn++;
            var topic = Topic.APPOINTMENTS.name();
            producer.send(
                    new ProducerRecord<>(
                            topic,
                            // One partition, so that both runs have one order.
                            0,
                            FIRST.plusMillis(lsn).toEpochMilli(),
                            visit.id().getBytes(UTF_8),
                            avro.encode(topic, change(visit, op, status))));
        }

        private GenericRecord change(Visit visit, String op, String status) {
            var start = FIRST.plus(Duration.ofDays(visit.days));
            var row =
                    new GenericRecordBuilder(ROW)
                            .set("organization_id", "pawsome")
                            .set("branch_id", "harbour")
                            .set("appointment_id", visit.id())
                            .set("pet_id", "pet-" + visit.pet)
                            .set("service_id", "service-" + visit.pet % 7)
                            .set("status", status)
                            .set("appointment_date", start.toString())
                            .set(
                                    "scheduled_day",
                                    (int)
                                            LocalDate.parse("2026-01-05")
                                                    .plusDays(visit.days)
                                                    .toEpochDay())
                            .set("scheduled_hour", 9)
                            .set("price_cents", 1_000L * (1 + visit.pet % 9))
                            .set("created_at", FIRST.toString())
                            .set("updated_at", FIRST.toString())
                            .build();
            return new GenericRecordBuilder(ENVELOPE)
                    .set("after", row)
                    .set(
                            "source",
                            new GenericRecordBuilder(SOURCE)
                                    .set("table", "appointments")
                                    .set("lsn", lsn)
                                    .build())
                    .set("op", op)
                    .build();
        }

        private record Visit(int number, int pet, int days) {
            String id() {
                return "visit-%05d".formatted(number);
            }
        }
    }
}
