package com.bloompetos.local.runner;

import static com.bloompetos.local.runner.TestStack.eventually;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.bloompetos.events.ConfluentAvro;
import com.bloompetos.events.Topic;
import com.bloompetos.local.bench.Compare;
import com.bloompetos.local.deadletter.DeadLetterDesk;
import com.bloompetos.local.deadletter.Letter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Records that could not be used come back in order, once their cause is mended. */
@ExtendWith(SharedStack.class)
class DeadLetterIT {
    private static final Duration SOON = Duration.ofSeconds(90);
    private static final String APPOINTMENTS = Topic.APPOINTMENTS.name();

    private final TestStack stack = SharedStack.get();
    private final DeadLetterDesk desk = new DeadLetterDesk(stack.stack().kafka());
    private final ConfluentAvro avro = ConfluentAvro.at(stack.stack().registryUrl());
    private Clinic clinic;

    @BeforeEach
    void openAClinic() throws Exception {
        clinic = Clinic.open(stack);
    }

    @Test
    void aRecordWhoseSchemaWasMissingBecomesARowAndAReading() throws Exception {
        var lost = UUID.randomUUID();
        try (var connection = stack.owner(clinic.organization)) {
            var booked = clinic.book(connection);
            eventually("one booking", SOON, () -> bookings().equals(List.of("1")));
            var like = recordOf(booked);
            // While nobody reads the log, the row's change is told by hand, of a schema yet to
            // come.
            var connect = new Connect(stack.stack());
            connect.stop();
            var missing = new MissingSchema(like.schema());
            send(like, lost, logPosition(connection), missing.id);
            copy(connection, booked, lost);

            eventually("a letter", SOON, () -> waitingOf(lost).size() == 1);
            assertThat(waitingOf(lost).get(0).reason()).contains("is not in the registry");
            long before = letters();
            desk.replay(waitingOf(lost));
            eventually("it came back", SOON, () -> letters() > before);
            assertThat(waitingOf(lost)).hasSize(1);

            missing.register();
            desk.replay(waitingOf(lost));
            eventually("both rows", SOON, () -> rows().equals(List.of("2")));
            eventually("both bookings", SOON, () -> bookings().equals(List.of("2")));
            assertThat(waitingOf(lost)).isEmpty();
            assertThat(letters()).as("it came back once").isEqualTo(before + 1);
            connect.resume();
        }
        assertThat(compared().examples(5)).isEmpty();
        assertThat(bookings()).containsExactly("2");
    }

    @Test
    void aRefusedRowIsReplayedAndANewerChangeOfItsKeyWins() throws Exception {
        try (var connection = stack.owner(clinic.organization)) {
            var left = clinic.book(connection);
            var changedSince = clinic.book(connection);
            eventually("two rows", SOON, () -> rows().equals(List.of("2")));
            stack.warehouse(
                    "alter table raw.appointments add constraint not_so_dear check price_cents < 900000 or organization_id != '%s'"
                            .formatted(clinic.organization));
            price(connection, left, 999_999);
            price(connection, changedSince, 999_998);
            eventually(
                    "two letters",
                    SOON,
                    () -> waitingOf(left).size() + waitingOf(changedSince).size() == 2);
            stack.warehouse("alter table raw.appointments drop constraint not_so_dear");
            price(connection, changedSince, 7_000);
            eventually("the newer price", SOON, () -> prices().contains("7000"));

            long scored = scores(left);
            var both = List.of(waitingOf(left).get(0), waitingOf(changedSince).get(0));
            desk.replay(both);
            eventually("the price left behind", SOON, () -> prices().contains("999999"));
            desk.replay(both);
            var last = clinic.book(connection);
            eventually("what came behind", SOON, () -> rows().equals(List.of("3")));
            assertThat(prices()).containsExactly("6000", "7000", "999999");
            assertThat(waitingOf(left)).isEmpty();
            eventually("the last booking's score", SOON, () -> scores(last) == 1);
            assertThat(scores(left)).as("the model heard nothing twice").isEqualTo(scored);
        }
        assertThat(compared().examples(5)).isEmpty();
    }

    private Compare.Result compared() throws Exception {
        return Compare.of(Bench.addresses(stack.stack()), Instant.now(), SOON);
    }

    private List<Letter> waitingOf(UUID appointment) {
        return desk.letters().stream()
                .filter(letter -> letter.topic().equals(APPOINTMENTS) && letter.isWaiting())
                .filter(letter -> isOf(letter, appointment))
                .toList();
    }

    private boolean isOf(Letter letter, UUID appointment) {
        var key = letter.record().key();
        return key != null
                && key.length > 20
                && avro.decode(key).get("appointment_id").toString().equals(appointment.toString());
    }

    private long scores(UUID appointment) {
        return KafkaReads.records(stack.stack().kafka(), Topic.RISK_SCORES.name()).stream()
                .filter(record -> new String(record.key(), UTF_8).endsWith(appointment.toString()))
                .count();
    }

    private long letters() {
        return KafkaReads.endOffsets(stack.stack().kafka(), Topic.deadLettersOf(APPOINTMENTS));
    }

    private static void price(Connection connection, UUID appointment, int cents)
            throws SQLException {
        Clinic.run(
                connection,
                "update appointments set price_cents = %d where appointment_id = '%s'",
                cents,
                appointment);
    }

    private static void copy(Connection connection, UUID from, UUID to) throws SQLException {
        try (var statement = connection.createStatement();
                var names =
                        statement.executeQuery(
                                """
                                select string_agg(column_name, ', ') from information_schema.columns
                                where table_name = 'appointments' and is_generated = 'NEVER'
                                  and column_name <> 'appointment_id'""")) {
            names.next();
            var columns = names.getString(1);
            Clinic.run(
                    connection,
                    "insert into appointments (appointment_id, %s) select '%s', %s from appointments where appointment_id = '%s'",
                    columns,
                    to,
                    columns,
                    from);
        }
    }

    private static long logPosition(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var position =
                        statement.executeQuery(
                                "select (pg_current_wal_insert_lsn() - '0/0'::pg_lsn)::bigint")) {
            position.next();
            return position.getLong(1);
        }
    }

    private record Change(GenericRecord key, GenericRecord value) {
        Schema schema() {
            return value.getSchema();
        }
    }

    private Change recordOf(UUID appointment) {
        return KafkaReads.records(stack.stack().kafka(), APPOINTMENTS).stream()
                .filter(record -> record.value() != null && record.key().length > 20)
                .map(record -> new Change(avro.decode(record.key()), avro.decode(record.value())))
                .filter(
                        change ->
                                change.key()
                                        .get("appointment_id")
                                        .toString()
                                        .equals(appointment.toString()))
                .findFirst()
                .orElseThrow();
    }

    /** The same change of another row, under a schema id that nobody knows yet. */
    private void send(Change like, UUID appointment, long version, int schemaId) throws Exception {
        like.key().put("appointment_id", appointment.toString());
        ((GenericRecord) like.value().get("after")).put("appointment_id", appointment.toString());
        ((GenericRecord) like.value().get("source")).put("lsn", version);
        var value = avro.encode(APPOINTMENTS, like.value());
        ByteBuffer.wrap(value).putInt(1, schemaId);
        try (var producer =
                new KafkaProducer<>(
                        Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, stack.stack().kafka()),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            producer.send(
                            new ProducerRecord<>(
                                    APPOINTMENTS, avro.encodeKey(APPOINTMENTS, like.key()), value))
                    .get();
        }
    }

    /** An id that the registry has not given yet, and will. */
    private final class MissingSchema {
        private static final int AHEAD = 4;
        private final ObjectNode schema;
        final int id;

        MissingSchema(Schema like) throws Exception {
            schema = (ObjectNode) new ObjectMapper().readTree(like.toString());
            id = put() + AHEAD;
        }

        void register() throws Exception {
            int given = 0;
            while (given < id) given = put();
            assertThat(given).isEqualTo(id);
        }

        /** Each time another text of the same schema. */
        private int put() throws Exception {
            var json = new ObjectMapper();
            schema.put("doc", UUID.randomUUID().toString());
            var body = json.createObjectNode().put("schema", schema.toString()).toString();
            var answer =
                    Probe.HTTP.send(
                            HttpRequest.newBuilder(
                                            URI.create(
                                                    stack.stack().registryUrl()
                                                            + "/subjects/missing/versions"))
                                    .header("Content-Type", "application/json")
                                    .POST(HttpRequest.BodyPublishers.ofString(body))
                                    .build(),
                            BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            return json.readTree(answer.body()).path("id").asInt();
        }
    }

    private List<String> prices() throws Exception {
        return stack.warehouse(
                "select price_cents from raw.appointments final where organization_id = '%s' order by price_cents"
                        .formatted(clinic.organization));
    }

    private List<String> rows() throws Exception {
        return stack.warehouse(
                "select count() from raw.appointments final where organization_id = '%s'"
                        .formatted(clinic.organization));
    }

    private List<String> bookings() throws Exception {
        return stack.warehouse(
                "select sum(numerator) from mart.latest_readings final where organization_id = '%s' and kpi = 'bookings'"
                        .formatted(clinic.organization));
    }
}
