package com.bloompetos.stream.mirror;

import static com.bloompetos.stream.change.TestChanges.column;
import static com.bloompetos.stream.change.TestChanges.nullable;
import static com.bloompetos.stream.change.TestChanges.row;
import static com.bloompetos.stream.change.TestChanges.rowSchema;
import static com.bloompetos.stream.change.TestChanges.uuid;
import static com.bloompetos.stream.change.TestChanges.withDefault;
import static org.assertj.core.api.Assertions.assertThat;

import com.bloompetos.events.Topic;
import com.bloompetos.stream.change.Change;
import com.bloompetos.stream.change.TestChanges;
import com.bloompetos.stream.warehouse.RowBinary;
import com.bloompetos.stream.warehouse.TestDeadLetters;
import com.bloompetos.stream.warehouse.TestEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class MirrorWriterTest {
    private static final String ORGANIZATION = "00000000-0000-7000-8000-000000000001";
    private static final String SERVICE = "00000000-0000-7000-8000-000000000002";
    private static final String[] KEY = {"organization_id", "service_id"};
    private static final Pattern COLUMN = Pattern.compile("`(\\w+)` (.+?)(?: default .*)?,?$");

    private static final Schema SERVICES =
            rowSchema(
                    "services",
                    uuid("organization_id"),
                    uuid("service_id"),
                    column("description", "\"string\""),
                    column("minutes", "\"int\""));

    private final TestEngine engine = new TestEngine();
    private final TestDeadLetters deadLetters = new TestDeadLetters();
    private final TestChanges changes = new TestChanges();
    private MirrorWriter mirror;

    @BeforeEach
    void open() {
        engine.answers = this::columnsMade;
        mirror = new MirrorWriter(engine, deadLetters, "raw", Map.of());
    }

    @AfterEach
    void close() {
        mirror.close();
    }

    @Test
    void theTableFollowsTheSchemaAndIsKeyedAsItsRecords() throws Exception {
        write(changes.created(Topic.SERVICES, 10, service("bath", 30), KEY));
        assertThat(engine.statements)
                .containsExactly(
                        """
                create table if not exists raw.`services` (
                    `organization_id` UUID,
                    `service_id` UUID,
                    `description` String,
                    `minutes` Int32,
                    `source_version` UInt64,
                    `committed_at` DateTime64(6, 'UTC'),
                    `is_deleted` UInt8
                ) engine = ReplacingMergeTree(source_version, is_deleted)
                order by (`organization_id`, `service_id`)""");
        assertThat(rows()).containsExactly(stored("bath", 30, 10, false));
    }

    @Test
    void aDeleteIsARowWithItsWholeKeyAndATombstoneIsNothingMore() throws Exception {
        write(changes.deleted(Topic.SERVICES, 12, service("bath", 30), KEY));
        assertThat(rows()).containsExactly(stored("bath", 30, 12, true));
    }

    @Test
    void aRowThatGoesAndComesAgainInOneBatchIsBothInTheOrderOfTheLog() throws Exception {
        mirror.write(changes.deleted(Topic.SERVICES, 12, service("bath", 30), KEY), null);
        mirror.write(changes.created(Topic.SERVICES, 13, service("spa", 60), KEY), null);
        mirror.flush(false);
        assertThat(rows())
                .singleElement()
                .isEqualTo(concat(stored("bath", 30, 12, true), stored("spa", 60, 13, false)));
    }

    @Test
    void aChangedKeyOfAForeignSourceIsADeleteAndAnInsert() throws Exception {
        var other =
                row(
                        SERVICES,
                        Map.of(
                                "organization_id",
                                ORGANIZATION,
                                "service_id",
                                "00000000-0000-7000-8000-000000000003",
                                "description",
                                "bath",
                                "minutes",
                                30));
        write(changes.deleted(Topic.SERVICES, 12, service("bath", 30), KEY));
        write(changes.created(Topic.SERVICES, 12, other, KEY));
        assertThat(rows()).first().isEqualTo(stored("bath", 30, 12, true));
        assertThat(rows()).hasSize(2);
    }

    @Test
    void theLogPositionDecidesAndNoClock() throws Exception {
        write(changes.created(Topic.SERVICES, 20, service("bath", 30), KEY));
        // Restarted, resumed before the last commit: an older change comes after a newer one.
        write(changes.updated(Topic.SERVICES, 19, null, service("older", 30), KEY));
        assertThat(versions()).containsExactly(20L, 19L);
        assertThat(engine.statements.get(0))
                .contains("ReplacingMergeTree(source_version, is_deleted)");
    }

    private static byte[] concat(byte[] first, byte[] second) {
        var both = java.util.Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    @Test
    void aSnapshotRowHasVersionZero() throws Exception {
        write(changes.snapshot(Topic.SERVICES, 99, service("bath", 30), KEY));
        assertThat(rows()).containsExactly(stored("bath", 30, 0, false));
    }

    @Test
    void anUntouchedLargeValueIsTakenFromTheRowBefore() throws Exception {
        var large = "x".repeat(10_000);
        write(
                changes.updated(
                        Topic.SERVICES,
                        13,
                        service(large, 30),
                        service("__debezium_unavailable_value", 45),
                        KEY));
        assertThat(rows()).containsExactly(stored(large, 45, 13, false));
    }

    @Test
    void anUntouchedLargeValueThatNobodyKnowsIsADeadLetter() throws Exception {
        write(
                changes.updated(
                        Topic.SERVICES,
                        13,
                        null,
                        service("__debezium_unavailable_value", 45),
                        KEY));
        assertThat(rows()).isEmpty();
        assertThat(deadLetters.sent)
                .singleElement()
                .satisfies(
                        letter ->
                                assertThat(letter.reason())
                                        .contains("description")
                                        .contains("replica identity"));
    }

    @Test
    void aNewColumnArrivesWithTheNextChangeAndItsConstantFillsOldRows() throws Exception {
        write(changes.created(Topic.SERVICES, 10, service("bath", 30), KEY));
        var wider =
                rowSchema(
                        "services",
                        uuid("organization_id"),
                        uuid("service_id"),
                        column("description", "\"string\""),
                        column("minutes", "\"long\""),
                        withDefault("category", "\"string\"", "\"vet\""),
                        nullable("tier", "\"int\""));
        write(
                changes.created(
                        Topic.SERVICES,
                        11,
                        row(
                                wider,
                                Map.of(
                                        "organization_id",
                                        ORGANIZATION,
                                        "service_id",
                                        SERVICE,
                                        "description",
                                        "spa",
                                        "minutes",
                                        60L,
                                        "category",
                                        "grooming")),
                        KEY));
        assertThat(engine.statements.get(1))
                .isEqualTo(
                        "alter table raw.`services` modify column `minutes` Int64,"
                                + " add column if not exists `category` LowCardinality(String) default 'vet',"
                                + " add column if not exists `tier` Nullable(Int32)");
        assertThat(engine.inserts.get(1).columns()).contains("category", "tier");
        // A straggler in the old schema is written for the table as it is now.
        write(changes.created(Topic.SERVICES, 9, service("old", 1), KEY));
        var straggler = engine.inserts.get(2);
        assertThat(straggler.columns()).doesNotContain("category");
        assertThat(straggler.rows()).hasSize(16 + 16 + 1 + 3 + 8 + 8 + 8 + 1);
        assertThat(engine.statements).hasSize(2);
    }

    @Test
    void aDroppedOrNarrowedColumnStopsNothing() throws Exception {
        write(changes.created(Topic.SERVICES, 10, service("bath", 30), KEY));
        var narrower =
                rowSchema(
                        "services",
                        uuid("organization_id"),
                        uuid("service_id"),
                        column("minutes", "\"int\""));
        write(
                changes.created(
                        Topic.SERVICES,
                        11,
                        row(
                                narrower,
                                Map.of(
                                        "organization_id",
                                        ORGANIZATION,
                                        "service_id",
                                        SERVICE,
                                        "minutes",
                                        5)),
                        KEY));
        assertThat(engine.inserts.get(1).columns()).doesNotContain("description");
        assertThat(deadLetters.sent).isEmpty();
        assertThat(engine.statements)
                .as("nothing is altered, and the loss is written down for people")
                .hasSize(3)
                .last()
                .asString()
                .contains("insert into raw.`schema_notes`")
                .contains("('services', 'description', 'dropped',");
    }

    @Test
    void aNarrowedColumnStaysWideAndIsWrittenDown() throws Exception {
        write(changes.created(Topic.SERVICES, 10, service("bath", 30), KEY));
        var schema =
                rowSchema(
                        "services",
                        uuid("organization_id"),
                        uuid("service_id"),
                        column("description", "\"int\""),
                        column("minutes", "\"int\""));
        write(
                changes.created(
                        Topic.SERVICES,
                        11,
                        row(
                                schema,
                                Map.of(
                                        "organization_id",
                                        ORGANIZATION,
                                        "service_id",
                                        SERVICE,
                                        "description",
                                        7,
                                        "minutes",
                                        5)),
                        KEY));
        assertThat(rows()).last().isEqualTo(stored("7", 5, 11, false));
        assertThat(engine.statements).last().asString().contains("'narrowed'", "Int32");
    }

    @Test
    void aTableThatCannotBeWidenedDoesNotStopTheOthers() throws Exception {
        write(changes.created(Topic.SERVICES, 10, service("bath", 30), KEY));
        engine.statementRefusal =
                statement ->
                        statement.startsWith("alter table")
                                ? new com.bloompetos.stream.warehouse.Refused(48, "not supported")
                                : null;
        var wider =
                rowSchema(
                        "services",
                        uuid("organization_id"),
                        uuid("service_id"),
                        column("minutes", "\"long\""));
        var row =
                row(
                        wider,
                        Map.of(
                                "organization_id",
                                ORGANIZATION,
                                "service_id",
                                SERVICE,
                                "minutes",
                                1L));
        write(changes.created(Topic.SERVICES, 11, row, KEY));
        write(changes.created(Topic.SERVICES, 12, row, KEY));
        assertThat(deadLetters.sent)
                .hasSize(2)
                .allSatisfy(letter -> assertThat(letter.reason()).contains("not supported"));
        write(changes.created(Topic.PETS, 13, service("other table", 30), KEY));
        write(changes.created(Topic.SERVICES, 14, service("as before", 30), KEY));
        assertThat(engine.inserts).hasSize(3);
    }

    @Test
    void aReplayWritesTheSameRowsAgain() throws Exception {
        var history =
                List.of(
                        changes.snapshot(Topic.SERVICES, 99, service("seen open", 30), KEY),
                        changes.created(Topic.SERVICES, 10, service("bath", 30), KEY),
                        changes.updated(
                                Topic.SERVICES, 11, service("bath", 30), service("bath", 45), KEY),
                        changes.deleted(Topic.SERVICES, 12, service("bath", 45), KEY));
        for (var change : history) {
            write(change);
        }
        var first = rows();
        for (var change : history) {
            write(change);
        }
        // The table keeps of each key the newest version, and these are equal, byte by byte.
        assertThat(rows()).hasSize(8);
        assertThat(rows().subList(4, 8)).containsExactlyElementsOf(first);
        assertThat(engine.statements).hasSize(1);
    }

    @Test
    void aSnapshotRowNeverBeatsTheChangeOfATransactionThatWasOpenThen() throws Exception {
        // The row was read at 500, while the transaction that changed it at 400 had not committed.
        write(changes.snapshot(Topic.SERVICES, 500, service("as the snapshot saw it", 30), KEY));
        write(
                changes.updated(
                        Topic.SERVICES,
                        400,
                        service("as the snapshot saw it", 30),
                        service("committed later", 30),
                        KEY));
        assertThat(versions()).containsExactly(0L, 400L);
    }

    @Test
    void tablesOfOurOwnEventsDoNotWaitForTheirFirstRow() throws Exception {
        mirror.close();
        mirror =
                new MirrorWriter(
                        engine,
                        deadLetters,
                        "raw",
                        Map.of(
                                "risk_scores",
                                        com.bloompetos.events.appointment.RiskScore
                                                .getClassSchema(),
                                "findings",
                                        com.bloompetos.events.insight.Finding.getClassSchema()));
        write(changes.created(Topic.SERVICES, 10, service("bath", 30), KEY));
        assertThat(engine.statements)
                .hasSize(3)
                .anySatisfy(
                        statement ->
                                assertThat(statement)
                                        .contains(
                                                "raw.`findings`", "`evidence` Map(String, String)")
                                        .contains(
                                                "order by (`organization_id`, `rule`, `branch_id`, `subject_id`, `episode`)"));
        assertThat(engine.statements)
                .anySatisfy(
                        statement ->
                                assertThat(statement)
                                        .contains(
                                                "raw.`risk_scores`",
                                                "`reasons` Array(String)",
                                                "`user_id` Nullable(UUID)"));
    }

    @Test
    void aTableWithoutAKeyIsRefusedInWords() throws Exception {
        write(changes.created(Topic.SERVICES, 10, service("bath", 30)));
        assertThat(engine.statements).isEmpty();
        assertThat(deadLetters.sent)
                .singleElement()
                .satisfies(letter -> assertThat(letter.reason()).contains("services has no key"));
    }

    @Test
    void aValueThatIsNoneOfItsTypeIsADeadLetterAndTheRestGoesOn() throws Exception {
        var bad =
                row(
                        SERVICES,
                        Map.of(
                                "organization_id",
                                ORGANIZATION,
                                "service_id",
                                "not a uuid",
                                "description",
                                "",
                                "minutes",
                                1));
        write(changes.created(Topic.SERVICES, 10, bad, KEY));
        write(changes.created(Topic.SERVICES, 11, service("bath", 30), KEY));
        assertThat(deadLetters.sent).hasSize(1);
        assertThat(rows()).containsExactly(stored("bath", 30, 11, false));
    }

    @Test
    void riskScoresAreRowsKeyedByTheirAppointment() throws Exception {
        var scores =
                rowSchema(
                        "risk",
                        uuid("organization_id"),
                        uuid("appointment_id"),
                        column("probability", "\"double\""),
                        column("source_version", "\"long\""));
        write(
                changes.plain(
                        Topic.RISK_SCORES,
                        row(
                                scores,
                                Map.of(
                                        "organization_id",
                                        ORGANIZATION,
                                        "appointment_id",
                                        SERVICE,
                                        "probability",
                                        0.25,
                                        "source_version",
                                        42L))));
        assertThat(engine.statements.get(0))
                .contains("raw.`risk_scores`")
                .contains("order by (`organization_id`, `appointment_id`)");
        assertThat(engine.inserts.get(0).columns())
                .containsExactly(
                        "organization_id",
                        "appointment_id",
                        "probability",
                        "source_version",
                        "committed_at",
                        "is_deleted");
    }

    private void write(Change change) throws InterruptedException {
        mirror.write(change, null);
        mirror.flush(false);
    }

    private static GenericRecord service(String description, int minutes) {
        return row(
                SERVICES,
                Map.of(
                        "organization_id", ORGANIZATION,
                        "service_id", SERVICE,
                        "description", description,
                        "minutes", minutes));
    }

    private static byte[] stored(String description, int minutes, long version, boolean deleted) {
        var out = new RowBinary();
        out.uuid(ORGANIZATION);
        out.uuid(SERVICE);
        out.text(description);
        out.int32(minutes);
        out.uint64(version);
        out.micros(1_700_000_000_000_000L + (version == 0 ? 99 : version));
        out.uint8(deleted ? 1 : 0);
        return out.toBytes();
    }

    /** Of single-row inserts. */
    private List<Long> versions() {
        return rows().stream()
                .map(
                        row ->
                                java.nio.ByteBuffer.wrap(row)
                                        .order(java.nio.ByteOrder.LITTLE_ENDIAN)
                                        .getLong(row.length - 17))
                .toList();
    }

    private List<byte[]> rows() {
        return engine.inserts.stream().map(TestEngine.Insert::rows).toList();
    }

    /** What the engine would say of the columns, from the statements that it was given. */
    private List<List<String>> columnsMade(String select) {
        var table = select.replaceAll("(?s).*table = '(\\w+)'.*", "$1");
        var columns = new java.util.LinkedHashMap<String, String>();
        for (var statement : engine.statements) {
            if (!statement.contains("raw.`" + table + "`")) {
                continue;
            }
            for (var line : statement.split("\n|, (?=add|modify)| (?=modify|add)")) {
                var matcher = COLUMN.matcher(line);
                if (!line.contains("order by") && !line.contains("raw.") && matcher.find()) {
                    if (statement.startsWith("alter")) {
                        columns.put(matcher.group(1), matcher.group(2));
                    } else { // If it does not exist.
                        columns.putIfAbsent(matcher.group(1), matcher.group(2));
                    }
                }
            }
        }
        return new ArrayList<>(
                columns.entrySet().stream()
                        .map(entry -> List.of(entry.getKey(), entry.getValue()))
                        .toList());
    }
}
