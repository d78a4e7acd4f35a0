package com.bloompetos.local.runner;

import static com.bloompetos.local.runner.TestStack.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * PostgreSQL against the warehouse on the real stack: what is damaged is found, told and mended.
 */
@ExtendWith(SharedStack.class)
class ReconcileIT {
    /** A round looks at every table at a twentieth of a core, then waits for a checkpoint. */
    private static final Duration ROUNDS = Duration.ofSeconds(300);

    private static final String RAW_ROW =
            "select price_cents from raw.appointments final where is_deleted = 0 and organization_id = '%s' and appointment_id = '%s'";

    private final TestStack stack = SharedStack.get();
    private Clinic clinic;

    @BeforeEach
    void openAClinic() throws Exception {
        clinic = Clinic.open(stack);
    }

    @Test
    void aLostAGhostAndAStaleRowAreNamedToldAndPutRight() throws Exception {
        var ghost = UUID.randomUUID();
        UUID lost;
        UUID stale;
        try (var connection = stack.owner(clinic.organization)) {
            lost = clinic.book(connection);
            stale = clinic.book(connection);
            clinic.book(connection);
        }
        eventually("all three arrive", ROUNDS, () -> price(lost) == 6000 && price(stale) == 6000);
        again(lost, "toUUID('" + ghost + "') as appointment_id");
        again(stale, "1 as price_cents");
        stack.warehouse("delete from raw.appointments where appointment_id = '" + lost + "'");

        eventually("three repairs", ROUNDS, () -> repairs().size() == 3);
        assertThat(repairs())
                .containsExactlyInAnyOrder(
                        lost + "\tlost\t1", ghost + "\tghost\t1", stale + "\tstale\t1");
        assertThat(price(lost)).isEqualTo(6000);
        assertThat(price(stale)).isEqualTo(6000);
        assertThat(price(ghost)).isZero();
        eventually(
                "everything is complete again",
                ROUNDS,
                () -> completeness("appointments").equals(List.of("3\t3\t0")));
        eventually("somebody is told", ROUNDS, () -> alerts() == 1);
        eventually(
                "the batch counts without the ghost",
                ROUNDS,
                () ->
                        stack.warehouse(
                                        "select sum(numerator) from mart.latest_readings final where kpi = 'bookings' and organization_id = '%s'"
                                                .formatted(clinic.organization))
                                .equals(List.of("3")));
    }

    @Test
    void aRepairWaitsForWhatIsOpenAndLosesToWhatComesLater() throws Exception {
        try (var connection = stack.owner(clinic.organization)) {
            var row = clinic.book(connection);
            eventually("it arrives", ROUNDS, () -> price(row) == 6000);
            connection.setAutoCommit(false);
            Clinic.run(
                    connection,
                    "update appointments set price_cents = 7000 where appointment_id = '%s'",
                    row);
            again(row, "1 as price_cents");
            eventually("reconciliation waits for the open change", ROUNDS, this::waitsForAnEnd);
            assertThat(repairs()).isEmpty();
            assertThat(price(row)).isEqualTo(1);
            connection.commit();
            eventually("the committed price", ROUNDS, () -> price(row) == 7000);
            eventually("the repair is on record", ROUNDS, () -> repairs().size() == 1);
            connection.setAutoCommit(true);
            Clinic.run(
                    connection,
                    "update appointments set price_cents = 8000 where appointment_id = '%s'",
                    row);
            eventually("the next change wins", ROUNDS, () -> price(row) == 8000);
        }
    }

    @Test
    void rowsUnderWayAreNoDifference() throws Exception {
        var rounds = rounds();
        try (var connection = stack.owner(clinic.organization)) {
            var booked = new ArrayList<UUID>();
            for (int i = 0; i < 20; i++) {
                booked.add(clinic.book(connection));
            }
            eventually(
                    "two rounds go by under writes",
                    ROUNDS,
                    () -> {
                        for (var row : booked) {
                            Clinic.run(
                                    connection,
                                    "update appointments set price_cents = price_cents + 1 where appointment_id = '%s'",
                                    row);
                        }
                        return rounds() >= rounds + 2;
                    });
        }
        assertThat(repairs()).isEmpty();
    }

    @Test
    void deletedRowsAreRemovedForGoodAfterThirtyDays() throws Exception {
        try (var connection = stack.owner(clinic.organization)) {
            var row = clinic.book(connection);
            eventually("it arrives", ROUNDS, () -> price(row) == 6000);
            again(
                    row,
                    "toUUID('%s') as appointment_id, 1 as is_deleted, now64(6) - interval 31 day as committed_at"
                            .formatted(clinic.service));
        }
        eventually(
                "no trace of it",
                ROUNDS,
                () ->
                        stack.warehouse(
                                        "select count() from raw.appointments where organization_id = '%s' and is_deleted = 1 and committed_at < now64(6) - interval 30 day"
                                                .formatted(clinic.organization))
                                .equals(List.of("0")));
    }

    @Test
    void reconcilingCostsATwentiethOfACore() throws Exception {
        eventually("a round", ROUNDS, () -> rounds() > 0);
        assertThat(
                        Double.parseDouble(
                                stack.warehouse(
                                                "select sum(work_millis) / sum(took_millis) from ledger.reconciliations")
                                        .get(0)))
                .isLessThanOrEqualTo(0.051);
    }

    @Test
    void theRoleReadsThePublishedColumnsAndNothingElse() throws Exception {
        var granted = new TreeSet<String>();
        try (var connection = stack.superuser();
                var statement = connection.createStatement();
                var rows =
                        statement.executeQuery(
                                "select table_name || '.' || column_name || ' ' || privilege_type from information_schema.column_privileges where grantee = 'bloom_reconcile'")) {
            while (rows.next()) {
                granted.add(rows.getString(1));
            }
        }
        var published = new TreeSet<String>();
        var connector =
                new ObjectMapper()
                        .readTree(
                                stack.stack()
                                        .checkout()
                                        .module("cdc-connectors")
                                        .resolve("connectors/operational.json")
                                        .toFile());
        var tables =
                Pattern.compile("public\\[\\.](\\w+)\\[\\.]\\(([^)]*)\\)")
                        .matcher(connector.path("column.include.list").asText());
        while (tables.find()) {
            if (!tables.group(1).equals("cdc_heartbeats")) {
                for (var column : tables.group(2).split("\\|")) {
                    published.add(tables.group(1) + "." + column + " SELECT");
                }
            }
        }
        assertThat(granted).isEqualTo(published);
    }

    /** It would see no rows, and take every row of the warehouse for a ghost. */
    @Test
    void aRoleBehindTheWallsIsRefused() throws Exception {
        var log = stack.stack().state().log("flink");
        try (var connection = stack.superuser();
                var statement = connection.createStatement()) {
            statement.execute("alter role bloom_reconcile nobypassrls");
            try {
                statement.execute(
                        "select pg_terminate_backend(pid) from pg_stat_activity where usename = 'bloom_reconcile'");
                eventually(
                        "it says so",
                        ROUNDS,
                        () -> Files.readString(log).contains("bloom_reconcile lacks BYPASSRLS"));
            } finally {
                statement.execute("alter role bloom_reconcile bypassrls");
            }
        }
        var rounds = rounds();
        eventually("and goes on when it may", ROUNDS, () -> rounds() > rounds);
        assertThat(repairs()).isEmpty();
    }

    /** The same row once more, with another value at the same position of the log. */
    private void again(UUID row, String with) throws Exception {
        stack.warehouse(
                "insert into raw.appointments select * replace (%s) from (select * from raw.appointments final where organization_id = '%s' and appointment_id = '%s')"
                        .formatted(with, clinic.organization, row));
    }

    private long price(UUID row) throws Exception {
        var found = stack.warehouse(RAW_ROW.formatted(clinic.organization, row));
        return found.isEmpty() ? 0 : Long.parseLong(found.get(0));
    }

    private List<String> repairs() throws Exception {
        return stack.warehouse(
                "select row_id, kind, is_repaired from mart.repairs where organization_id = '%s'"
                        .formatted(clinic.organization));
    }

    private List<String> completeness(String table) throws Exception {
        return stack.warehouse(
                "select source_rows, warehouse_rows, differing from mart.completeness final where organization_id = '%s' and table_name = '%s'"
                        .formatted(clinic.organization, table));
    }

    private long rounds() throws Exception {
        return Long.parseLong(stack.warehouse("select count() from ledger.reconciliations").get(0));
    }

    private boolean waitsForAnEnd() throws SQLException {
        try (var connection = stack.superuser();
                var statement = connection.createStatement();
                var rows =
                        statement.executeQuery(
                                "select count(*) from pg_stat_activity where usename = 'bloom_reconcile' and query like '%pg_snapshot_xmin%'")) {
            rows.next();
            return rows.getLong(1) > 0;
        }
    }

    private long alerts() throws Exception {
        try (var connection = stack.owner(clinic.organization);
                var statement = connection.createStatement();
                var rows =
                        statement.executeQuery(
                                "select count(*) from alerts where rule = 'reconciliation'")) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
