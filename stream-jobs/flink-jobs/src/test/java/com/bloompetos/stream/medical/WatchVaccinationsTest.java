package com.bloompetos.stream.medical;

import static com.bloompetos.stream.change.TestChanges.column;
import static com.bloompetos.stream.change.TestChanges.nullable;
import static com.bloompetos.stream.change.TestChanges.row;
import static com.bloompetos.stream.change.TestChanges.rowSchema;
import static com.bloompetos.stream.change.TestChanges.uuid;
import static org.assertj.core.api.Assertions.assertThat;

import com.bloompetos.events.ConfluentAvro;
import com.bloompetos.events.Schemas;
import com.bloompetos.events.Topic;
import com.bloompetos.events.insight.Finding;
import com.bloompetos.events.medical.VaccinationDue;
import com.bloompetos.stream.change.CatchUpGate;
import com.bloompetos.stream.change.Change;
import com.bloompetos.stream.change.TestChanges;
import com.bloompetos.stream.fact.Event;
import com.bloompetos.stream.fact.Told;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.typeutils.PojoTypeInfo;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WatchVaccinationsTest {
    private static final ConfluentAvro AVRO = new ConfluentAvro(new OwnRecords());
    private static final LocalDate TODAY = LocalDate.parse("2026-03-02");
    private static final String DAY =
            "{\"type\":\"int\",\"connect.name\":\"io.debezium.time.Date\"}";
    private static final Schema BRANCH =
            rowSchema(
                    "branches",
                    uuid("organization_id"),
                    uuid("branch_id"),
                    column("time_zone", "\"string\""));
    private static final Schema DOSE =
            rowSchema(
                    "vaccinations",
                    uuid("organization_id"),
                    uuid("branch_id"),
                    uuid("vaccination_id"),
                    uuid("pet_id"),
                    column("vaccine_name", "\"string\""),
                    column("vaccination_date", DAY),
                    nullable("expiry_date", DAY));
    private static final Schema VISIT =
            rowSchema(
                    "appointments",
                    uuid("organization_id"),
                    uuid("branch_id"),
                    uuid("appointment_id"),
                    uuid("pet_id"),
                    column("scheduled_day", DAY),
                    column("status", "\"string\""));

    private final TestChanges changes = new TestChanges();
    private KeyedOneInputStreamOperatorTestHarness<String, Change, Event> watch;
    private Instant now = Instant.parse("2026-03-02T17:00:00Z");
    private int read;
    private long lsn = 100;

    @BeforeEach
    void start() throws Exception {
        watch = harness(null);
        take(branch());
        watch.processWatermark(CatchUpGate.LIVE);
        pass(WatchVaccinations.REST);
    }

    @AfterEach
    void stop() throws Exception {
        watch.close();
    }

    @Test
    void itIsDueWhenTheBranchsOwnDayBeginsAndOnce() throws Exception {
        take(dose("v", "p", "Rabies", TODAY.plusDays(1)));
        pass(Duration.ofHours(11));
        assertThat(told()).as("in New York it is 23:00").isEmpty();
        pass(Duration.ofHours(1));
        assertThat(told()).containsExactly("due v p 2026-03-03");
        pass(Duration.ofDays(40));
        assertThat(told()).isEmpty();
    }

    @Test
    void aNewDoseEndsTheOldOnesDueDay() throws Exception {
        take(dose("v", "p", "Rabies", TODAY.plusDays(1)));
        take(dose("w", "p", "Rabies", TODAY.plusDays(365)));
        pass(Duration.ofDays(3));
        assertThat(told()).isEmpty();
    }

    @Test
    void anotherDueDayIsTold() throws Exception {
        take(dose("v", "p", "Rabies", TODAY));
        pass(WatchVaccinations.REST);
        take(dose("v", "p", "Rabies", TODAY.plusDays(2)));
        pass(Duration.ofDays(3));
        assertThat(told()).containsExactly("due v p 2026-03-02", "due v p 2026-03-04");
    }

    @Test
    void whatExpiredLongAgoIsHistory() throws Exception {
        take(dose("v", "p", "Rabies", TODAY.minusDays(VaccinationState.TOLD_DAYS + 1)));
        take(dose("w", "q", "Rabies", TODAY.minusDays(VaccinationState.TOLD_DAYS)));
        pass(WatchVaccinations.REST);
        assertThat(told()).containsExactly("due w q 2026-01-26");
    }

    @Test
    void aRestoredJobTellsWhatFellDueMeanwhileAndNothingTwice() throws Exception {
        take(dose("v", "p", "Rabies", TODAY), dose("w", "q", "Rabies", TODAY.plusDays(1)));
        var checkpoint = watch.snapshot(1, 1);
        pass(WatchVaccinations.REST);
        var before = watch.extractOutputValues();
        assertThat(told()).containsExactly("due v p 2026-03-02");
        now = now.plus(Duration.ofDays(1));
        restart(checkpoint);
        for (var event : before) {
            take(changes.plain(Topic.VACCINATIONS_DUE, AVRO.decode(event.value())));
        }
        assertThat(told()).isEmpty();
        watch.processWatermark(CatchUpGate.LIVE);
        assertThat(told()).containsExactly("due w q 2026-03-03");
    }

    @Test
    void threeOverduePetsThatComeAnywayAreAFindingAndNextDayNoMore() throws Exception {
        for (int pet = 0; pet < 3; pet++) {
            take(dose("v" + pet, "p" + pet, "Rabies", TODAY.minusDays(60)));
            take(visit("a" + pet, "p" + pet, TODAY.plusDays(3 + 9 * pet), "scheduled"));
        }
        pass(Duration.ofDays(1));
        assertThat(told())
                .containsExactly(
                        "opened 3 pets with a visit in the next 30 days have an expired vaccination");
        take(visit("a1", "p1", TODAY.plusDays(12), "cancelled"));
        pass(Duration.ofDays(1));
        assertThat(told()).containsExactly("resolved Who comes in the next 30 days is vaccinated");
    }

    @Test
    void whatIsOverIsForgotten() throws Exception {
        take(dose("v", "p", "Rabies", TODAY), visit("a", "p", TODAY.plusDays(3), "scheduled"));
        pass(Duration.ofDays(VaccinationState.COUNTED_DAYS + 40));
        assertThat(watch.numKeyedStateEntries())
                .as("a branch, when it was looked at, the version")
                .isLessThanOrEqualTo(3);
    }

    @Test
    void everythingThatIsKeptHasATypeOfItsOwn() {
        for (var kept : Known.class.getDeclaredClasses()) {
            assertThat(TypeInformation.of(kept)).isInstanceOf(PojoTypeInfo.class);
        }
        assertThat(TypeInformation.of(Told.class)).isInstanceOf(PojoTypeInfo.class);
    }

    private Change branch() {
        return changes.created(
                Topic.BRANCHES, ++lsn, row(BRANCH, whole(Map.of("time_zone", "America/New_York"))));
    }

    private Change dose(String id, String pet, String vaccine, LocalDate expires) {
        return changes.created(
                Topic.VACCINATIONS,
                ++lsn,
                row(
                        DOSE,
                        whole(
                                Map.of(
                                        "vaccination_id",
                                        id,
                                        "pet_id",
                                        pet,
                                        "vaccine_name",
                                        vaccine,
                                        "vaccination_date",
                                        (int) expires.minusYears(1).toEpochDay(),
                                        "expiry_date",
                                        (int) expires.toEpochDay()))));
    }

    private Change visit(String id, String pet, LocalDate day, String status) {
        return changes.created(
                Topic.APPOINTMENTS,
                ++lsn,
                row(
                        VISIT,
                        whole(
                                Map.of(
                                        "appointment_id",
                                        id,
                                        "pet_id",
                                        pet,
                                        "scheduled_day",
                                        (int) day.toEpochDay(),
                                        "status",
                                        status))));
    }

    private static Map<String, Object> whole(Map<String, ?> values) {
        var whole = new HashMap<String, Object>(values);
        whole.put("organization_id", "o");
        whole.put("branch_id", "b");
        return whole;
    }

    private void take(Change... all) throws Exception {
        for (var change : all) {
            watch.processElement(change, 0);
        }
    }

    private void pass(Duration duration) throws Exception {
        now = now.plus(duration);
        watch.setProcessingTime(now.toEpochMilli());
    }

    /** Since the last call. */
    private List<String> told() {
        var all = watch.extractOutputValues();
        var fresh =
                all.subList(read, all.size()).stream()
                        .map(
                                event -> {
                                    if (event.topic().equals(Topic.FINDINGS.name())) {
                                        var finding = AVRO.decode(event.value(), Finding.class);
                                        return finding.getState() + ' ' + finding.getTitle();
                                    }
                                    var due = AVRO.decode(event.value(), VaccinationDue.class);
                                    assertThat(event.key())
                                            .isEqualTo("o/" + due.getVaccinationId());
                                    return "due %s %s %s"
                                            .formatted(
                                                    due.getVaccinationId(),
                                                    due.getPetId(),
                                                    due.getDueDay());
                                })
                        .toList();
        read = all.size();
        return fresh;
    }

    private void restart(OperatorSubtaskState from) throws Exception {
        watch.close();
        watch = harness(from);
        read = 0;
    }

    private KeyedOneInputStreamOperatorTestHarness<String, Change, Event> harness(
            OperatorSubtaskState from) throws Exception {
        var harness =
                new KeyedOneInputStreamOperatorTestHarness<String, Change, Event>(
                        new KeyedProcessOperator<>(new WatchVaccinations(() -> AVRO)),
                        change -> change.row().text("organization_id"),
                        Types.STRING);
        harness.setProcessingTime(now.toEpochMilli());
        if (from != null) {
            harness.initializeState(from);
        }
        harness.open();
        return harness;
    }

    private static final class OwnRecords implements Schemas {
        @Override
        public Schema byId(int id) {
            return id == 1 ? Finding.getClassSchema() : VaccinationDue.getClassSchema();
        }

        @Override
        public int idOf(String subject, Schema schema) {
            return schema.equals(Finding.getClassSchema()) ? 1 : 2;
        }
    }
}
