package com.bloompetos.local.runner;

import static com.bloompetos.local.runner.TestStack.eventually;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Snapshots of a database that is written to, on the real stack. */
@ExtendWith(SharedStack.class)
class SnapshotIT {
    private static final Duration PATIENCE = Duration.ofSeconds(180);
    private static final long SEED = 9;

    private final TestStack stack = SharedStack.get();

    /**
     * The connector has lost its position and reads everything again, is killed in the middle, and
     * all the while rows come, change and go.
     */
    @Test
    void aSnapshotThatIsInterruptedUnderWritesEndsEqual() throws Exception {
        var clinic = Clinic.open(stack);
        var random = new Random(SEED);
        var rows = new ArrayList<UUID>();
        try (var connection = stack.owner(clinic.organization)) {
            for (int i = 0; i < 200; i++) rows.add(clinic.book(connection));
            eventually("all arrive", PATIENCE, () -> inWarehouse(clinic).equals(in(connection)));

            var connect = new Connect(stack.stack());
            connect.stop();
            for (int i = 0; i < 50; i++) write(clinic, connection, rows, random);
            connect.forgetPosition();
            connect.resume();
            var killed = stack.pid("connect");
            eventually(
                    "the snapshot is under way",
                    PATIENCE,
                    () -> {
                        write(clinic, connection, rows, random);
                        return isSnapshotting();
                    });
            ProcessHandle.of(killed).orElseThrow().destroyForcibly();
            eventually(
                    "the connector is back and reads",
                    PATIENCE,
                    () -> {
                        write(clinic, connection, rows, random);
                        return stack.isUp("connect")
                                && stack.pid("connect") != killed
                                && isReading(connect);
                    });
            for (int i = 0; i < 50; i++) write(clinic, connection, rows, random);
            eventually(
                    "PostgreSQL and the warehouse are equal",
                    PATIENCE,
                    () -> inWarehouse(clinic).equals(in(connection)));
        }
    }

    /** It would read nothing, and say nothing. */
    @Test
    void aSnapshotUnderForcedRowSecurityIsRefused() throws Exception {
        try (var connection = stack.superuser();
                var statement = connection.createStatement()) {
            statement.execute("alter role bloom_cdc nobypassrls");
            try {
                assertThatThrownBy(() -> stack.running().requireBypass())
                        .isInstanceOf(Complaint.class)
                        .hasMessageContaining("BYPASSRLS");
            } finally {
                statement.execute("alter role bloom_cdc bypassrls");
            }
        }
    }

    private static void write(Clinic clinic, Connection connection, List<UUID> rows, Random random)
            throws SQLException {
        switch (random.nextInt(4)) {
            case 0 -> rows.add(clinic.book(connection));
            case 1 ->
                    Clinic.run(
                            connection,
                            "delete from appointments where appointment_id = '%s'",
                            rows.remove(random.nextInt(rows.size())));
            default ->
                    Clinic.run(
                            connection,
                            "update appointments set price_cents = price_cents + 1 where appointment_id = '%s'",
                            rows.get(random.nextInt(rows.size())));
        }
    }

    /** A worker that is being started again cannot be asked yet; the caller asks again. */
    private static boolean isReading(Connect connect) throws InterruptedException {
        try {
            return connect.isReading();
        } catch (IOException away) {
            throw new Complaint("the worker is away: " + away);
        }
    }

    /** A snapshot reads in a transaction of its own. */
    private boolean isSnapshotting() throws SQLException {
        try (var connection = stack.superuser();
                var statement = connection.createStatement();
                var found =
                        statement.executeQuery(
                                "select count(*) from pg_stat_activity where usename = 'bloom_cdc' and state like '%transaction%' and query like '%SELECT%'")) {
            found.next();
            return found.getLong(1) > 0;
        }
    }

    private List<String> in(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var found =
                        statement.executeQuery(
                                "select appointment_id, price_cents from appointments order by appointment_id")) {
            var rows = new ArrayList<String>();
            while (found.next()) {
                rows.add(found.getString(1) + "\t" + found.getLong(2));
            }
            return rows;
        }
    }

    private List<String> inWarehouse(Clinic clinic) throws Exception {
        return stack.warehouse(
                "select appointment_id, price_cents from raw.appointments final where is_deleted = 0 and organization_id = '%s' order by toString(appointment_id)"
                        .formatted(clinic.organization));
    }
}
