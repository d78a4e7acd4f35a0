package com.bloompetos.stream.risk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.bloompetos.events.Topic;
import com.bloompetos.events.appointment.RiskScore;
import com.bloompetos.insight.risk.NoShowRisk;
import com.bloompetos.insight.risk.Weights;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NoShowRiskTopologyTest {
    @TempDir java.nio.file.Path state;
    private TopologyTestDriver driver;
    private TestInputTopic<byte[], byte[]> appointments;
    private TestInputTopic<byte[], byte[]> pets;
    private TestInputTopic<byte[], byte[]> services;
    private TestInputTopic<byte[], byte[]> reminders;
    private TestInputTopic<byte[], byte[]> deposits;
    private TestOutputTopic<String, RiskScore> scores;
    private long lsn = 100;

    @BeforeEach
    void start() {
        var settings = new Properties();
        settings.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
        settings.put(
                StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, DeadLetters.class);
        settings.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        driver =
                new TopologyTestDriver(
                        NoShowRiskTopology.build(new NoShowRisk(), Rows.AVRO), settings, Rows.NOON);
        appointments = input(Topic.APPOINTMENTS);
        pets = input(Topic.PETS);
        services = input(Topic.SERVICES);
        reminders = input(Topic.REMINDERS);
        deposits = input(Topic.DEPOSITS);
        scores =
                driver.createOutputTopic(
                        Topic.RISK_SCORES.name(),
                        new StringDeserializer(),
                        Rows.AVRO.serde(RiskScore.class).deserializer());
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    @Test
    void everyPartHasAName() {
        var described = NoShowRiskTopology.build(new NoShowRisk(), Rows.AVRO).describe().toString();
        assertThat(described).contains("score-and-learn").doesNotContain("0000");
    }

    @Test
    void aBookingIsScoredUnderItsOwnKey() {
        pets.pipeInput(Rows.pet(++lsn, "rex", "client-1"));
        appointments.pipeInput(Rows.appointment("c", 200, "a-1", "rex", "scheduled", 30));
        var record = scores.readRecord();
        assertThat(record.key()).isEqualTo("pawsome/a-1");
        var score = record.value();
        assertThat(score.getProbability()).isBetween(0.05, 0.5);
        assertThat(score.getUserId()).isEqualTo("client-1");
        assertThat(score.getSourceVersion()).isEqualTo(200);
        assertThat(score.getScheduledDay()).isEqualTo(LocalDate.parse("2026-04-01"));
        assertThat(score.getReasons()).contains("Booked 30 days ahead raises the risk");
        assertThat(score.getModelVersion()).isEqualTo(NoShowRisk.MODEL_VERSION);
    }

    @Test
    void anOutcomeTeachesTheNextScoreOfThatClient() {
        pets.pipeInput(Rows.pet(++lsn, "rex", "client-1"));
        pets.pipeInput(Rows.pet(++lsn, "kim", "client-1"));
        book("a-1", "rex", 3);
        outcome("a-1", "rex", "no_show", 3);
        book("a-2", "kim", 3);
        book("a-3", "tom", 3);
        var told = allScores();
        assertThat(told.get("pawsome/a-2")).isGreaterThan(told.get("pawsome/a-3"));
    }

    @Test
    void whatAPetDidBeforeItsRowCameIsItsOwners() {
        book("a-1", "rex", 3);
        outcome("a-1", "rex", "no_show", 3);
        book("a-2", "rex", 3);
        pets.pipeInput(Rows.pet(++lsn, "rex", "client-1"));
        pets.pipeInput(Rows.pet(++lsn, "rex", "client-1"));
        outcome("a-2", "rex", "no_show", 3);
        assertThat(driver.getKeyValueStore(Stores.CLIENTS).get("pawsome/client-1"))
                .hasToString(
                        "ClientHistory[kept=0, missed=2, lastMissed=true], 2 made, 0 to come on {}");
        assertThat(driver.getKeyValueStore(Stores.CLIENTS).get("pawsome/rex")).isNull();
    }

    @Test
    void anOutcomeThatComesAgainTeachesNothing() {
        book("a-1", "rex", 3);
        outcome("a-1", "rex", "no_show", 3);
        var taught = weights();
        appointments.pipeInput(Rows.appointment("u", lsn, "a-1", "rex", "no_show", 3));
        appointments.pipeInput(Rows.appointment("u", ++lsn, "a-1", "rex", "no_show", 3));
        assertThat(weights()).isEqualTo(taught).isNotEmpty();
        assertThat(driver.getKeyValueStore(Stores.CLIENTS).get("pawsome/rex"))
                .hasToString(
                        "ClientHistory[kept=0, missed=1, lastMissed=true], 1 made, 0 to come on {}");
    }

    @Test
    void aReplayOfOlderVersionsChangesNothing() {
        book("a-1", "rex", 3);
        outcome("a-1", "rex", "completed", 3);
        allScores();
        var taught = weights();
        appointments.pipeInput(Rows.appointment("c", lsn - 1, "a-1", "rex", "scheduled", 3));
        appointments.pipeInput(Rows.appointment("u", lsn, "a-1", "rex", "no_show", 9));
        appointments.pipeInput(Rows.appointment("r", 999, "a-1", "rex", "no_show", 9));
        assertThat(scores.isEmpty()).isTrue();
        assertThat(weights()).isEqualTo(taught);
    }

    @Test
    void aMovedAppointmentIsScoredAgainAndAnUnchangedOneIsNot() {
        book("a-1", "rex", 3);
        appointments.pipeInput(Rows.appointment("u", ++lsn, "a-1", "rex", "scheduled", 3));
        assertThat(scores.readRecordsToList()).hasSize(1);
        appointments.pipeInput(Rows.appointment("u", ++lsn, "a-1", "rex", "scheduled", 40));
        assertThat(scores.readValue().getScheduledDay()).isEqualTo(LocalDate.parse("2026-04-11"));
    }

    @Test
    void aSnapshotRowTeachesWhenNothingElseIsKnown() {
        appointments.pipeInput(Rows.appointment("r", 999, "a-1", "rex", "no_show", 3));
        assertThat(driver.getKeyValueStore(Stores.CLIENTS).get("pawsome/rex")).isNotNull();
    }

    @Test
    void deletesAndTombstonesScoreNothing() {
        appointments.pipeInput(Rows.appointment("d", ++lsn, "a-1", "rex", "scheduled", 3));
        appointments.pipeInput(new byte[] {1}, (byte[]) null);
        assertThat(scores.isEmpty()).isTrue();
    }

    @Test
    void pastAppointmentsAreForgottenInTheEnd() {
        book("a-1", "rex", 3);
        outcome("a-1", "rex", "completed", 3);
        assertThat(driver.getKeyValueStore(Stores.SEEN).get("pawsome/a-1")).isNotNull();
        appointments.advanceTime(Duration.ofDays(36));
        book("a-2", "rex", 90);
        assertThat(driver.getKeyValueStore(Stores.SEEN).get("pawsome/a-1")).isNull();
        assertThat(driver.getKeyValueStore(Stores.SEEN).get("pawsome/a-2")).isNotNull();
    }

    @Test
    void whatCannotBeReadGoesToTheDeadLettersAndThePartitionGoesOn() {
        var poison = new byte[] {7, 7, 7};
        var letters =
                driver.createOutputTopic(
                        Topic.APPOINTMENTS.deadLetters().name(),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer());
        appointments.pipeInput(new byte[] {1}, poison);
        appointments.pipeInput(Rows.change("u", ++lsn, "appointments", null));
        book("a-1", "rex", 3);
        var first = letters.readRecord();
        assertThat(first.value()).isEqualTo(poison);
        assertThat(new String(first.headers().lastHeader("reason").value(), UTF_8))
                .contains("bytes");
        assertThat(new String(first.headers().lastHeader("topic").value(), UTF_8))
                .isEqualTo("cdc.appointments");
        assertThat(first.headers().lastHeader("offset")).isNotNull();
        assertThat(new String(letters.readRecord().headers().lastHeader("reason").value(), UTF_8))
                .isEqualTo("operation u without its row or its source");
        assertThat(scores.isEmpty()).isFalse();
    }

    @Test
    void aReminderAndItsAnswerAreScoresOfTheirOwn() {
        book("a-1", "rex", 10);
        double booked = scores.readValue().getProbability();
        reminders.pipeInput(Rows.reminder(++lsn, "a-1", "pending", at(9)));
        assertThat(scores.isEmpty()).isTrue();
        reminders.pipeInput(Rows.reminder(++lsn, "a-1", "sent", at(9)));
        var reminded = scores.readValue();
        assertThat(reminded.getProbability()).isLessThan(booked);
        assertThat(reminded.getSourceVersion()).isEqualTo(lsn);
        reminders.pipeInput(Rows.reminder(++lsn, "a-1", "confirmed", at(9)));
        assertThat(scores.readValue().getProbability()).isLessThan(reminded.getProbability());
    }

    @Test
    void aConfirmationAtTheDeskIsAScoreOfItsOwn() {
        book("a-1", "rex", 10);
        double booked = scores.readValue().getProbability();
        appointments.pipeInput(Rows.appointment("u", ++lsn, "a-1", "rex", "scheduled", 10, at(2)));
        assertThat(scores.readValue().getProbability()).isLessThan(booked);
        assertThat(scores.isEmpty()).isTrue();
    }

    @Test
    void aDepositLowersTheRiskUntilItIsGivenBack() {
        book("a-1", "rex", 10);
        double booked = scores.readValue().getProbability();
        deposits.pipeInput(Rows.deposit(++lsn, "d-1", "a-1", 2_000, at(1)));
        deposits.pipeInput(Rows.deposit(lsn, "d-1", "a-1", 2_000, at(1)));
        assertThat(scores.readValue().getProbability()).isLessThan(booked);
        deposits.pipeInput(Rows.deposit(++lsn, "d-2", "a-1", -2_000, at(2)));
        assertThat(scores.readValue().getProbability()).isEqualTo(booked);
        assertThat(scores.isEmpty()).isTrue();
    }

    @Test
    void whatComesBeforeItsAppointmentWaitsForIt() {
        book("a-1", "rex", 10);
        double booked = scores.readValue().getProbability();
        reminders.pipeInput(Rows.reminder(++lsn, "a-2", "sent", at(9)));
        assertThat(scores.isEmpty()).isTrue();
        book("a-2", "tom", 10);
        assertThat(scores.readValue().getProbability()).isLessThan(booked);
    }

    @Test
    void remindersOfOtherThingsSayNothing() {
        book("a-1", "rex", 10);
        scores.readValue();
        reminders.pipeInput(Rows.reminder(++lsn, "vaccination", "a-1", "sent", at(9)));
        assertThat(scores.isEmpty()).isTrue();
        assertThat(driver.getKeyValueStore(Stores.BONDS).get("pawsome/a-1")).isNull();
    }

    @Test
    void aMoveTakesAnOlderConfirmationBack() {
        book("a-1", "rex", 3);
        reminders.pipeInput(Rows.reminder(++lsn, "a-1", "confirmed", Rows.NOON.minusSeconds(60)));
        appointments.pipeInput(Rows.appointment("u", ++lsn, "a-1", "rex", "scheduled", 10));
        book("a-2", "tom", 10);
        var told = allScores();
        assertThat(told.get("pawsome/a-1")).isEqualTo(told.get("pawsome/a-2"));
    }

    @Test
    void whatIsSaidAfterTheStartIsNoNews() {
        book("a-1", "rex", 1);
        scores.readValue();
        reminders.pipeInput(Rows.reminder(++lsn, "a-1", "confirmed", at(2)));
        deposits.pipeInput(Rows.deposit(++lsn, "d-1", "a-1", 2_000, at(2)));
        assertThat(scores.isEmpty()).isTrue();
    }

    @Test
    void onTheMorningOfItsDayAnAppointmentIsScoredOnceMore() {
        book("a-1", "rex", 3);
        book("a-2", "tom", 3);
        outcome("a-2", "tom", "cancelled", 3);
        book("a-3", "kim", 3);
        appointments.pipeInput(Rows.appointment("u", ++lsn, "a-3", "kim", "scheduled", 9));
        scores.readRecordsToList();
        driver.advanceWallClockTime(Duration.between(Rows.NOON, at(3)).minusHours(8));
        assertThat(scores.isEmpty()).isTrue();
        driver.advanceWallClockTime(Duration.ofHours(2));
        var record = scores.readRecord();
        assertThat(record.key()).isEqualTo("pawsome/a-1");
        assertThat(record.value().getScoredAt()).isAfter(at(2));
        // No reminder by now, and no answer: that is what was known at the start.
        var seen = (Seen) driver.getKeyValueStore(Stores.SEEN).get("pawsome/a-1");
        assertThat(seen.booking().askedAt().toLocalDate()).isEqualTo(seen.day());
        assertThat(scores.isEmpty()).isTrue();
        driver.advanceWallClockTime(Duration.ofDays(6));
        assertThat(scores.readKeyValuesToMap()).containsOnlyKeys("pawsome/a-3");
        driver.advanceWallClockTime(Duration.ofDays(6));
        assertThat(scores.isEmpty()).isTrue();
        try (var left = driver.getKeyValueStore(Stores.MORNINGS).all()) {
            assertThat(left.hasNext()).isFalse();
        }
    }

    @Test
    void aMorningWithManyAppointmentsIsWorkedOffInBoundedSteps() {
        for (int i = 0; i < 900; i++) {
            book("a-" + i, "pet-" + i, 3);
        }
        scores.readRecordsToList();
        driver.advanceWallClockTime(Duration.between(Rows.NOON, at(3)).minusHours(6));
        int first = scores.readRecordsToList().size();
        assertThat(first).isBetween(1, 400);
        driver.advanceWallClockTime(Duration.ofSeconds(5));
        driver.advanceWallClockTime(Duration.ofSeconds(5));
        assertThat(first + scores.readRecordsToList().size()).isEqualTo(900);
    }

    @Test
    void anOutcomeTeachesFromWhatWasKnownBeforeTheStart() {
        book("a-1", "rex", 3);
        reminders.pipeInput(Rows.reminder(++lsn, "a-1", "confirmed", at(2)));
        reminders.pipeInput(Rows.reminder(++lsn, "a-1", "sent", at(4)));
        var seen = (Seen) driver.getKeyValueStore(Stores.SEEN).get("pawsome/a-1");
        assertThat(seen.booking().commitment().confirmed()).isTrue();
        outcome("a-1", "rex", "completed", 3);
        assertThat(((Seen) driver.getKeyValueStore(Stores.SEEN).get("pawsome/a-1")).booking())
                .isEqualTo(seen.booking());
    }

    @Test
    void petServiceAndDepositTermsAreLookedAt() {
        pets.pipeInput(Rows.pet(++lsn, "rex", "client-1"));
        services.pipeInput(Rows.service(++lsn, "groom", 2_000));
        book("a-1", "rex", 30);
        var score = scores.readValue();
        assertThat(score.getLoweredBy())
                .anyMatch(way -> way.startsWith("A deposit of 20.00, as this service asks,"));
        assertThat(score.getClientVisits()).isZero();
        var seen = (Seen) driver.getKeyValueStore(Stores.SEEN).get("pawsome/a-1");
        assertThat(seen.booking().species()).isEqualTo("cat");
        assertThat(seen.booking().category()).isEqualTo("grooming");
        assertThat(Seen.of(seen.toBytes())).isEqualTo(seen);
    }

    @Test
    void weightsOfAnotherVersionAreNotUsedAndForgotten() {
        book("a-1", "rex", 3);
        double untaught = scores.readValue().getProbability();
        outcome("a-1", "rex", "no_show", 3);
        var store = driver.<String, Weights.Weight>getKeyValueStore(Stores.WEIGHTS);
        var taught = new TreeMap<String, Weights.Weight>();
        try (var all = store.all()) {
            all.forEachRemaining(entry -> taught.put(entry.key, entry.value));
        }
        driver.close();
        state = state.resolve("again");
        start();
        var older = driver.<String, Weights.Weight>getKeyValueStore(Stores.WEIGHTS);
        taught.forEach(
                (key, weight) -> {
                    older.put(key.replace(NoShowRisk.MODEL_VERSION, "no-show-ftrl-2"), weight);
                    older.put(key.replace(NoShowRisk.MODEL_VERSION, "no-show-ftrl-9"), weight);
                });
        book("a-1", "rex", 3);
        assertThat(scores.readValue().getProbability()).isEqualTo(untaught);
        appointments.advanceTime(Duration.ofHours(7));
        outcome("a-1", "rex", "no_show", 3);
        appointments.advanceTime(Duration.ofHours(7));
        book("a-2", "tom", 3);
        assertThat(weights().keySet())
                .isNotEmpty()
                .allMatch(key -> key.startsWith(NoShowRisk.MODEL_VERSION + "/pawsome/"));
    }

    private static Instant at(int days) {
        return Rows.NOON.plus(Duration.ofDays(days));
    }

    private void book(String id, String pet, int daysAhead) {
        appointments.pipeInput(Rows.appointment("c", ++lsn, id, pet, "scheduled", daysAhead));
    }

    private void outcome(String id, String pet, String status, int daysAhead) {
        appointments.pipeInput(Rows.appointment("u", ++lsn, id, pet, status, daysAhead));
    }

    private Map<String, Double> allScores() {
        var all = new TreeMap<String, Double>();
        scores.readKeyValuesToMap().forEach((key, score) -> all.put(key, score.getProbability()));
        return all;
    }

    private Map<String, String> weights() {
        var all = new TreeMap<String, String>();
        try (var entries = driver.<String, Object>getKeyValueStore(Stores.WEIGHTS).all()) {
            entries.forEachRemaining(entry -> all.put(entry.key, entry.value.toString()));
        }
        return all;
    }

    private TestInputTopic<byte[], byte[]> input(Topic topic) {
        return driver.createInputTopic(
                topic.name(),
                new ByteArraySerializer(),
                new ByteArraySerializer(),
                Rows.NOON,
                Duration.ofMillis(1));
    }
}
