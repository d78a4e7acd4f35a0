package com.bloompetos.stream.risk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.bloompetos.events.Topic;
import com.bloompetos.events.appointment.RiskScore;
import com.bloompetos.insight.risk.NoShowRisk;
import java.time.Duration;
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
    void anOutcomeThatComesAgainTeachesNothing() {
        book("a-1", "rex", 3);
        outcome("a-1", "rex", "no_show", 3);
        var taught = weights();
        appointments.pipeInput(Rows.appointment("u", lsn, "a-1", "rex", "no_show", 3));
        appointments.pipeInput(Rows.appointment("u", ++lsn, "a-1", "rex", "no_show", 3));
        assertThat(weights()).isEqualTo(taught).isNotEmpty();
        assertThat(driver.getKeyValueStore(Stores.HISTORY).get("pawsome/rex"))
                .hasToString("ClientHistory[kept=0, missed=1, lastMissed=true]");
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
        assertThat(driver.getKeyValueStore(Stores.HISTORY).get("pawsome/rex")).isNotNull();
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
