package com.bloompetos.local.runner;

import static com.bloompetos.local.runner.TestStack.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.bloompetos.local.bench.Compare;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Who asks to be forgotten stands nowhere any more, and never stood anywhere downstream. */
@ExtendWith(SharedStack.class)
class ErasureIT {
    private static final Duration SOON = Duration.ofSeconds(90);

    private final TestStack stack = SharedStack.get();

    /** Each a text that nothing else on this machine says. */
    private final String name = unmistakable("Xanthippe");

    private final String email = unmistakable("write-me");
    private final String pet = unmistakable("Pumpernickel");
    private final String words = unmistakable("bites-the-postman");
    private final String chip = unmistakable("chip");
    private final String phone =
            String.valueOf(
                    ThreadLocalRandom.current().nextLong(100_000_000_000L, 999_999_999_999L));

    private static String unmistakable(String word) {
        return word + UUID.randomUUID().toString().substring(0, 13);
    }

    @Test
    void whatAnErasedPersonWasCalledIsNowhereDownstream(@TempDir Path folder) throws Exception {
        var clinic = Clinic.open(stack);
        try (var connection = stack.owner(clinic.organization)) {
            writeDown(connection, clinic);
        }
        eventually("the visit is told", SOON, () -> mirrored(clinic) == 1);
        // E-mail, telephone and words are sealed within a minute; names stand as they are.
        assertThat(traces(name, pet, chip).inDatabase())
                .as("control: before, the person is kept")
                .contains(name + " in public.users", pet + " in public.pets");

        erase(clinic);
        assertThat(Compare.of(Bench.addresses(stack.stack()), Instant.now(), SOON).examples(5))
                .isEmpty();
        var backup = folder.resolve("backup");
        var planted = unmistakable("planted");
        plant(planted);
        new StackBackup(stack.stack()).take(backup, System.out::println);

        var person = traces(name, email, phone, pet, words, chip);
        assertThat(person.inDatabase()).isEmpty();
        assertThat(person.inTopics()).isEmpty();
        assertThat(person.inWarehouse()).isEmpty();
        assertThat(person.inBackup(backup)).isEmpty();
        // The same search finds what is there.
        var control = traces(planted);
        assertThat(control.inTopics()).hasSize(1);
        assertThat(control.inWarehouse()).containsExactly(planted + " in ledger.`planted`");
        assertThat(control.inBackup(backup))
                .hasSize(2)
                .anyMatch(file -> file.contains(" in topics/"))
                .anyMatch(file -> file.contains(" in warehouse.tar.gz/"));
        stack.warehouse("drop table ledger.planted");
    }

    private Traces traces(String... texts) {
        return new Traces(stack, List.of(texts));
    }

    /** All that a person may be known by, and words about them. */
    private void writeDown(Connection connection, Clinic clinic) throws SQLException {
        Clinic.run(
                connection,
                "update users set first_name = '%s', last_name = '%s', email = '%s@example.test', phone_number = '%s' where user_id = '%s'",
                name,
                name,
                email,
                phone,
                clinic.owner);
        Clinic.run(
                connection,
                "update pets set name = '%s', microchip_id = '%s' where pet_id = '%s'",
                pet,
                chip,
                clinic.pet);
        var visit = clinic.book(connection, words);
        Clinic.run(
                connection,
                "insert into vaccinations (organization_id, branch_id, pet_id, vaccine_name, vaccination_date, notes) values ('%s', '%s', '%s', 'rabies', current_date, '%s')",
                clinic.organization,
                clinic.branch,
                clinic.pet,
                words);
        Clinic.run(
                connection,
                "insert into feedback (organization_id, branch_id, appointment_id, pet_id, source, csat, notes, feedback_day) values ('%s', '%s', '%s', '%s', 'api', 2, '%s', current_date)",
                clinic.organization,
                clinic.branch,
                visit,
                clinic.pet,
                words);
        Clinic.run(
                connection,
                "insert into medical_notes (organization_id, branch_id, pet_id, appointment_id, written_by, notes) values ('%s', '%s', '%s', '%s', '%s', '%s')",
                clinic.organization,
                clinic.branch,
                clinic.pet,
                visit,
                clinic.owner,
                words);
    }

    private void erase(Clinic clinic) throws Exception {
        var token =
                new SignedTokens(stack.stack())
                        .token(clinic.organization, clinic.owner, "admin", List.of(), Map.of());
        var answer =
                Probe.HTTP.send(
                        HttpRequest.newBuilder(
                                        URI.create(
                                                stack.stack().apiUrl()
                                                        + "/v1/users/"
                                                        + clinic.owner
                                                        + "/erase"))
                                .header("Authorization", "Bearer " + token)
                                .POST(HttpRequest.BodyPublishers.noBody())
                                .build(),
                        BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    /** Where personal data would stand if it ever leaked. */
    private void plant(String text) throws Exception {
        try (var producer =
                new KafkaProducer<>(
                        Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, stack.stack().kafka()),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>("dlq.cdc.feedback", null, text.getBytes())).get();
        }
        stack.warehouse(
                "create table ledger.planted (said String) engine = MergeTree order by tuple()");
        stack.warehouse("insert into ledger.planted values ('%s')".formatted(text));
    }

    private long mirrored(Clinic clinic) throws Exception {
        return Long.parseLong(
                stack.warehouse(
                                "select count() from raw.feedback where organization_id = '%s'"
                                        .formatted(clinic.organization))
                        .get(0));
    }
}
