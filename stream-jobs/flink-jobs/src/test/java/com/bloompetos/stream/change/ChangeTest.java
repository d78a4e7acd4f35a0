package com.bloompetos.stream.change;

import static org.assertj.core.api.Assertions.assertThat;

import com.bloompetos.events.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class ChangeTest {
    private static final Schema SERVICES =
            TestChanges.rowSchema(
                    "services",
                    TestChanges.uuid("organization_id"),
                    TestChanges.uuid("service_id"),
                    TestChanges.column(
                            "created_at",
                            "{\"type\":\"string\",\"connect.name\":\"io.debezium.time.ZonedTimestamp\"}"),
                    TestChanges.nullable(
                            "on_day",
                            "{\"type\":\"int\",\"connect.name\":\"io.debezium.time.Date\"}"));
    private static final String ORGANIZATION = "00000000-0000-7000-8000-000000000001";

    private final TestChanges changes = new TestChanges();
    private final Map<String, Object> bath =
            Map.of(
                    "organization_id",
                    ORGANIZATION,
                    "service_id",
                    "00000000-0000-7000-8000-000000000002",
                    "created_at",
                    "2026-11-21T10:00:00.123456Z",
                    "on_day",
                    20_000);

    @Test
    void aChangeCarriesItsRowAndItsLogPosition() {
        var change =
                changes.created(
                        Topic.SERVICES,
                        77,
                        TestChanges.row(SERVICES, bath),
                        "organization_id",
                        "service_id");
        assertThat(change.op()).isEqualTo(Change.Op.CREATE);
        assertThat(change.table()).isEqualTo("services");
        assertThat(change.version()).isEqualTo(77);
        assertThat(change.committedMicros()).isEqualTo(1_700_000_000_000_077L);
        assertThat(change.committedAt()).isEqualTo(Instant.parse("2023-11-14T22:13:20.000077Z"));
        assertThat(change.row().text("organization_id")).isEqualTo(ORGANIZATION);
        assertThat(change.row().instant("created_at"))
                .isEqualTo(Instant.parse("2026-11-21T10:00:00.123456Z"));
        assertThat(change.row().day("on_day")).isEqualTo(LocalDate.ofEpochDay(20_000));
        assertThat(change.row().textOrNull("no_such_column")).isNull();
    }

    @Test
    void aSnapshotRowOnlyFillsGaps() {
        assertThat(
                        changes.snapshot(
                                        Topic.SERVICES,
                                        99,
                                        TestChanges.row(SERVICES, bath),
                                        "organization_id")
                                .version())
                .isZero();
    }

    @Test
    void aDeletedRowIsWhatItWas() {
        var change =
                changes.deleted(
                        Topic.SERVICES,
                        5,
                        TestChanges.row(SERVICES, bath),
                        "organization_id",
                        "service_id");
        assertThat(change.isDelete()).isTrue();
        assertThat(change.after()).isNull();
        assertThat(change.row().text("service_id")).endsWith("2");
    }

    @Test
    void aTombstoneIsNoSecondDelete() {
        assertThat(changes.tombstone(Topic.SERVICES).op()).isEqualTo(Change.Op.TOMBSTONE);
    }

    @Test
    void poisonIsSetAsideWithItsReasonAndItsBytes() {
        var bytes = "not avro".getBytes(StandardCharsets.UTF_8);
        var change = changes.decode(Topic.SERVICES.name(), null, bytes);
        assertThat(change.op()).isEqualTo(Change.Op.UNREADABLE);
        assertThat(change.reason()).contains("first byte");
        assertThat(change.refused(change.reason()).value()).isEqualTo(bytes);
    }

    @Test
    void aRecordThatIsNoChangeIsPoisonOnAChangeTopicAndARowElsewhere() {
        var bytes = changes.plain(Topic.FINDINGS, TestChanges.row(SERVICES, bath)).origin().value();
        assertThat(changes.decode(Topic.SERVICES.name(), null, bytes).reason())
                .contains("not a change's envelope");
        assertThat(changes.decode(Topic.FINDINGS.name(), null, bytes).op())
                .isEqualTo(Change.Op.UPDATE);
    }

    @Test
    void aTruncationIsReportedNotApplied() {
        var row = TestChanges.row(SERVICES, bath);
        assertThat(changes.change(Topic.SERVICES.name(), "t", 9, row, null).reason())
                .contains("'t'");
    }
}
