package com.bloompetos.api.alert;

import static org.assertj.core.api.Assertions.assertThat;

import com.bloompetos.events.ConfluentAvro;
import com.bloompetos.events.Schemas;
import com.bloompetos.events.Topic;
import com.bloompetos.events.insight.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;

class FindingTakerTest {
    private final ConfluentAvro avro = new ConfluentAvro(new OneSchema());
    private final List<Finding> followed = new ArrayList<>();
    private final List<String> setAside = new ArrayList<>();
    private int failures;
    private RuntimeException failure = new DataAccessResourceFailureException("away");

    private final FindingTaker taker =
            new FindingTaker(
                    value -> avro.decode(value, Finding.class),
                    this::follow,
                    (record, reason) -> setAside.add(record.offset() + ": " + reason),
                    Duration.ofMillis(1));

    private void follow(Finding finding) {
        if (failures-- > 0) {
            throw failure;
        }
        followed.add(finding);
    }

    @Test
    void aFindingIsFollowed() throws InterruptedException {
        taker.take(record(0, bytes("opened")));

        assertThat(followed).extracting(Finding::getState).containsExactly("opened");
        assertThat(setAside).isEmpty();
    }

    @Test
    void anUnreadableOneIsSetAsideAndTheNextGoesOn() throws InterruptedException {
        taker.take(record(0, new byte[] {7, 7, 7, 7, 7, 7}));
        taker.take(record(1, bytes("resolved")));

        assertThat(setAside).hasSize(1).allMatch(reason -> reason.startsWith("0: first byte is 7"));
        assertThat(followed).extracting(Finding::getState).containsExactly("resolved");
    }

    @Test
    void oneThatTheDatabaseRefusesIsSetAside() throws InterruptedException {
        failures = 1;
        failure = new DataIntegrityViolationException("no such branch");
        taker.take(record(3, bytes("opened")));

        assertThat(setAside).containsExactly("3: no such branch");
    }

    @Test
    void aDatabaseThatIsAwayIsWaitedFor() throws InterruptedException {
        failures = 3;
        taker.take(record(0, bytes("opened")));

        assertThat(followed).hasSize(1);
        assertThat(setAside).isEmpty();
    }

    @Test
    void aTombstoneChangesNothing() throws InterruptedException {
        taker.take(record(0, null));

        assertThat(followed).isEmpty();
        assertThat(setAside).isEmpty();
    }

    private static ConsumerRecord<byte[], byte[]> record(long offset, byte @Nullable [] value) {
        return new ConsumerRecord<>(Topic.FINDINGS.name(), 0, offset, new byte[0], value);
    }

    private byte[] bytes(String state) {
        return avro.encode(
                Topic.FINDINGS.name(),
                Finding.newBuilder()
                        .setOrganizationId("00000000-0000-7000-8000-000000000001")
                        .setBranchId("00000000-0000-7000-8000-000000000010")
                        .setRule("stockout_risk")
                        .setSeverity("warning")
                        .setSubjectKind("item")
                        .setSubjectId("i")
                        .setEpisode("1")
                        .setTitle("SHAM: 3 left, reorder at 6")
                        .setEvidence(Map.of("on_hand", "3"))
                        .setState(state)
                        .setSourceVersion(7)
                        .setFoundAt(Instant.EPOCH)
                        .build());
    }

    /** A registry that knows one schema. */
    private static final class OneSchema implements Schemas {
        @Override
        public Schema byId(int id) {
            return Finding.getClassSchema();
        }

        @Override
        public int idOf(String subject, Schema schema) {
            return 1;
        }
    }
}
