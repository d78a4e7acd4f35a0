package com.bloompetos.local.runner;

import static com.bloompetos.local.runner.TestStack.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A row changes in PostgreSQL and, through every real part, becomes a row and a number in the
 * warehouse.
 */
@ExtendWith(SharedStack.class)
class PipelineIT {
    private static final Duration SOON = Duration.ofSeconds(30);

    private final TestStack stack = SharedStack.get();
    private Clinic clinic;

    @BeforeEach
    void openAClinic() throws Exception {
        clinic = Clinic.open(stack);
    }

    @Test
    void aBookingBecomesARowAndAReading() throws Exception {
        try (var connection = stack.owner(clinic.organization)) {
            clinic.book(connection);
            clinic.book(connection);
        }
        eventually("two mirrored rows", SOON, () -> rows("status = 'scheduled'") == 2);
        eventually(
                "bookings reading of 2", SOON, () -> reading("bookings").equals(List.of("2\t0")));
    }

    @Test
    void aNoShowMovesTheRate() throws Exception {
        try (var connection = stack.owner(clinic.organization)) {
            var missed = clinic.book(connection);
            var kept = clinic.book(connection);
            Clinic.run(
                    connection,
                    "update appointments set status = 'no_show' where appointment_id = '%s'",
                    missed);
            Clinic.run(
                    connection,
                    "update appointments set status = 'completed' where appointment_id = '%s'",
                    kept);
        }
        eventually(
                "one missed of two", SOON, () -> reading("no_show_rate").equals(List.of("1\t2")));
    }

    /** It writes the very block that it had in hand when it was put to sleep. */
    @Test
    void aZombieThatWakesAfterTheDeduplicationWindowChangesNothing() throws Exception {
        try (var connection = stack.owner(clinic.organization)) {
            var booked = clinic.book(connection);
            eventually("the row as it was then", SOON, () -> rows("price_cents = 6000") == 1);
            var columns =
                    stack.warehouse(
                                    "select arrayStringConcat(groupArray(name), ', ') from system.columns where database = 'raw' and table = 'appointments'")
                            .get(0);
            var block =
                    stack.warehouse(
                            "select %s from raw.appointments final where appointment_id = '%s'"
                                    .formatted(columns, booked));
            // ClickHouse remembers the last hundred blocks.
            for (int i = 0; i < 120; i++) {
                Clinic.run(
                        connection,
                        "update appointments set price_cents = price_cents + 1 where appointment_id = '%s'",
                        booked);
            }
            eventually("the newest row", SOON, () -> rows("price_cents = 6120") == 1);
            stack.warehouse(
                    "insert into raw.appointments (%s) format TabSeparated\n%s\n"
                            .formatted(columns, block.get(0)));
            assertThat(rows("price_cents = 6120")).isEqualTo(1);
            assertThat(rows("price_cents = 6000")).isZero();
        }
    }

    @Test
    void aPriceThatChangedIsKnownAsItWasThen() throws Exception {
        try (var connection = stack.owner(clinic.organization)) {
            eventually("the first price", SOON, () -> prices().equals(List.of("6000\t1\t1")));
            Clinic.run(
                    connection,
                    "update services set price = 75, updated_at = now() where service_id = '%s'",
                    clinic.service);
            // Nothing that the history tells: no new chapter.
            Clinic.run(
                    connection,
                    "update services set late_cancel_hours = 30 where service_id = '%s'",
                    clinic.service);
        }
        eventually("both prices", SOON, () -> prices().equals(List.of("6000\t1\t0", "7500\t0\t1")));
        assertThat(
                        stack.warehouse(
                                "select count() from mart.service_history as a inner join mart.service_history as b on b.service_id = a.service_id and b.valid_from = a.valid_to where a.organization_id = '%s'"
                                        .formatted(clinic.organization)))
                .containsExactly("1");
    }

    /** Pets and places are resources, too, and have no past that anybody asks for. */
    @Test
    void aLabelThatChangedIsKnownAsItWasThen() throws Exception {
        try (var connection = stack.owner(clinic.organization)) {
            Clinic.run(
                    connection,
                    "insert into resources (organization_id, branch_id, kind, user_id, label) values ('%s', '%s', 'staff', '%s', 'Groomer 1')",
                    clinic.organization,
                    clinic.branch,
                    clinic.owner);
            Clinic.run(
                    connection,
                    "insert into resources (organization_id, kind, pet_id, label) values ('%s', 'pet', '%s', 'pet') on conflict do nothing",
                    clinic.organization,
                    clinic.pet);
            eventually("both arrive", SOON, () -> resources() == 2);
            Clinic.run(
                    connection,
                    "update resources set label = 'Groomer 2' where organization_id = '%s' and kind = 'staff'",
                    clinic.organization);
        }
        eventually(
                "both labels",
                SOON,
                () ->
                        stack.warehouse(
                                        "select label from mart.staff_history where organization_id = '%s' order by valid_from"
                                                .formatted(clinic.organization))
                                .equals(List.of("Groomer 1", "Groomer 2")));
    }

    private long resources() throws Exception {
        return Long.parseLong(
                stack.warehouse(
                                "select count() from raw.resources final where is_deleted = 0 and organization_id = '%s'"
                                        .formatted(clinic.organization))
                        .get(0));
    }

    private List<String> prices() throws Exception {
        return stack.warehouse(
                "select price_cents, toYear(valid_from) = 1970, toYear(valid_to) = 2299 from mart.service_history where organization_id = '%s' order by valid_from"
                        .formatted(clinic.organization));
    }

    @Test
    void aDeletedBookingIsTakenBack() throws Exception {
        try (var connection = stack.owner(clinic.organization)) {
            var booked = clinic.book(connection);
            clinic.book(connection);
            eventually("two bookings", SOON, () -> reading("bookings").equals(List.of("2\t0")));
            Clinic.run(connection, "delete from appointments where appointment_id = '%s'", booked);
        }
        eventually("one booking", SOON, () -> reading("bookings").equals(List.of("1\t0")));
        eventually("one mirrored row", SOON, () -> rows("1") == 1);
    }

    @Test
    void theKeyOfARowNeverChanges() throws Exception {
        try (var connection = stack.owner(clinic.organization);
                var statement = connection.createStatement()) {
            clinic.book(connection);
            assertThatThrownBy(
                            () ->
                                    statement.execute(
                                            "update appointments set appointment_id = gen_random_uuid()"))
                    .hasMessageContaining("primary key of appointments never change");
        }
    }

    @Test
    void theReplicationSlotMovesOnWhileNobodyWorks() throws Exception {
        try (var connection = stack.owner(clinic.organization)) {
            var before = slot(connection);
            eventually("a beat", Duration.ofSeconds(60), () -> slot(connection) > before);
            try (var statement = connection.createStatement();
                    var limit = statement.executeQuery("show max_slot_wal_keep_size")) {
                limit.next();
                assertThat(limit.getString(1)).as("an abandoned slot ends").isEqualTo("4GB");
            }
        }
    }

    private static long slot(java.sql.Connection connection) throws java.sql.SQLException {
        try (var statement = connection.createStatement();
                var slot =
                        statement.executeQuery(
                                """
                                select (confirmed_flush_lsn - '0/0'::pg_lsn)::bigint from pg_replication_slots
                                where slot_name = 'bloom'""")) {
            slot.next();
            return slot.getLong(1);
        }
    }

    @Test
    void aRolledBackBookingLeavesNoTrace() throws Exception {
        try (var connection = stack.owner(clinic.organization)) {
            connection.setAutoCommit(false);
            clinic.book(connection);
            connection.rollback();
            connection.setAutoCommit(true);
            clinic.book(connection);
        }
        eventually("one booking", SOON, () -> reading("bookings").equals(List.of("1\t0")));
        // Raw is flushed later than readings; what was rolled back would have come before.
        eventually("one mirrored row", SOON, () -> rows("1") == 1);
    }

    @Test
    void personalDataNeverLeavesTheDatabase() throws Exception {
        try (var connection = stack.owner(clinic.organization)) {
            clinic.book(connection, Clinic.SECRET_NAME);
        }
        eventually("the appointment is mirrored", SOON, () -> rows("1") == 1);
        eventually(
                "the pet is mirrored",
                SOON,
                () ->
                        !stack.warehouse(
                                        "select 1 from raw.pets where pet_id = '"
                                                + clinic.pet
                                                + "'")
                                .isEmpty());
        var columns =
                stack.warehouse(
                        "select table || '.' || name from system.columns where database = 'raw' and name in"
                                + " ('email', 'password_hash', 'first_name', 'last_name', 'phone_number', 'notes', 'microchip_id')");
        assertThat(columns).isEmpty();
        for (var table : stack.warehouse("select name from system.tables where database = 'raw'")) {
            var found =
                    stack.warehouse(
                            "select count() from raw."
                                    + table
                                    + " where formatRow('CSV', *) like '%"
                                    + Clinic.SECRET_NAME
                                    + "%'");
            assertThat(found).as(table).containsExactly("0");
        }
    }

    @Test
    void anUnreadableRecordGoesToTheDeadLettersAndThePartitionGoesOn() throws Exception {
        var before = deadLetters();
        try (var producer =
                new KafkaProducer<>(
                        Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, stack.stack().kafka()),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            for (int partition = 0; partition < 2; partition++) {
                producer.send(
                                new ProducerRecord<>(
                                        "cdc.appointments",
                                        partition,
                                        "k".getBytes(),
                                        "no avro at all".getBytes()))
                        .get();
            }
        }
        try (var connection = stack.owner(clinic.organization)) {
            clinic.book(connection);
        }
        eventually(
                "the next booking counts", SOON, () -> reading("bookings").equals(List.of("1\t0")));
        eventually("the dead letters arrived", SOON, () -> deadLetters() >= before + 2);
    }

    @Test
    void anItemAtItsReorderPointBecomesAnAlertThatFlowsBackThroughTheLog() throws Exception {
        var item = clinic.stock(stack, 10, 5);
        try (var connection = stack.owner(clinic.organization)) {
            clinic.use(connection, item, 4);
            clinic.use(connection, item, 1);
        }
        eventually(
                "one open alert, mirrored",
                SOON,
                () ->
                        stack.warehouse(
                                        """
                                        select rule, severity, status from raw.alerts final
                                        where organization_id = '%s' and subject_id = '%s'"""
                                                .formatted(clinic.organization, item))
                                .equals(List.of("stockout_risk\twarning\topened")));
    }

    @Test
    void everyValueThatWasShownStaysInTheLogOfReadings() throws Exception {
        try (var connection = stack.owner(clinic.organization)) {
            clinic.book(connection);
            eventually("one booking", SOON, () -> reading("bookings").equals(List.of("1\t0")));
            clinic.book(connection);
            eventually("two bookings", SOON, () -> reading("bookings").equals(List.of("2\t0")));
        }
        eventually(
                "both values in the log, each told before the next version",
                SOON,
                () ->
                        stack.warehouse(
                                        """
                                        select groupArray(numerator) from
                                          (select numerator from mart.readings
                                           where organization_id = '%s' and kpi = 'bookings'
                                           order by version, recorded_at)"""
                                                .formatted(clinic.organization))
                                .equals(List.of("[1,2]")));
    }

    private long deadLetters() {
        return KafkaReads.endOffsets(stack.stack().kafka(), "dlq.cdc.appointments");
    }

    private int rows(String condition) throws Exception {
        return Integer.parseInt(
                stack.warehouse(
                                "select count() from raw.appointments final where organization_id = '%s' and (%s)"
                                        .formatted(clinic.organization, condition))
                        .get(0));
    }

    private List<String> reading(String kpi) throws Exception {
        return stack.warehouse(
                """
                select sum(numerator), sum(denominator) from mart.latest_readings final
                where organization_id = '%s' and kpi = '%s' having count() > 0"""
                        .formatted(clinic.organization, kpi));
    }
}
