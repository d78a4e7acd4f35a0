package com.bloompetos.local.bench;

import com.bloompetos.local.bench.AlertCase.Kind;
import com.bloompetos.local.bench.AlertCase.Part;
import com.bloompetos.local.simulate.Scope;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/** One chain of the bench in PostgreSQL: its branches, and the rows that make a day of theirs. */
final class AlertRows {
    private final UUID organization;
    private final UUID franchise = UUID.randomUUID();
    private final UUID user = UUID.randomUUID();
    private final UUID pet = UUID.randomUUID();
    private final UUID service = UUID.randomUUID();
    private final Random random;

    AlertRows(UUID organization, long seed) {
        this.organization = organization;
        this.random = new Random(seed);
    }

    /** What the connection's transaction may see and write from here on. */
    void enter(Connection connection) throws SQLException {
        Scope.set(connection, organization);
    }

    void create(Connection connection) throws SQLException {
        enter(connection);
        var brand = UUID.randomUUID();
        run(
                connection,
                "insert into organizations (organization_id, name, currency) values (?, 'Bench', 'USD')",
                organization);
        run(
                connection,
                "insert into brands (organization_id, brand_id, name) values (?, ?, 'Bench')",
                organization,
                brand);
        run(
                connection,
                "insert into franchises (organization_id, franchise_id, brand_id, name) values (?, ?, ?, 'Bench')",
                organization,
                franchise,
                brand);
        run(
                connection,
                """
                insert into services (organization_id, service_id, name, category, price, duration_minutes)
                values (?, ?, 'Bench', 'vet', 50, 30)""",
                organization,
                service);
        run(
                connection,
                """
                insert into users (organization_id, user_id, email, password_hash, first_name, last_name)
                values (?, ?, 'bench@bench.demo', '{bcrypt}nobody', 'Bench', 'Bench')""",
                organization,
                user);
        run(
                connection,
                "insert into pets (organization_id, pet_id, user_id, name, species) values (?, ?, ?, 'Bench', 'dog')",
                organization,
                pet,
                user);
    }

    void branch(Connection connection, UUID branch, String zone, String opens, String closes)
            throws SQLException {
        run(
                connection,
                """
                insert into branches (organization_id, branch_id, franchise_id, name, time_zone, opens_at, closes_at)
                values (?, ?, ?, 'Bench', ?, ?::time, ?::time)""",
                organization,
                branch,
                franchise,
                zone,
                opens,
                closes);
    }

    /**
     * @param rows each at a moment of its own between the two; the last at the end
     */
    void write(
            Connection connection,
            Kind kind,
            UUID branch,
            List<Part> rows,
            Instant from,
            Instant to)
            throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        switch (kind) {
            case NO_SHOWS, SILENCE -> appointments(connection, kind, branch, rows, from, to);
            case REVENUE, REFUNDS -> lines(connection, kind, branch, rows, from, to);
        }
    }

    private void appointments(
            Connection connection,
            Kind kind,
            UUID branch,
            List<Part> rows,
            Instant from,
            Instant to)
            throws SQLException {
        try (var statement =
                connection.prepareStatement(
                        """
                        insert into appointments (appointment_id, organization_id, branch_id, pet_id, service_id,
                            appointment_date, ends_at, price_cents, created_at, status)
                        values (?, ?, ?, ?, ?, ?, ?, 5000, ?, ?)""")) {
            for (int i = 0; i < rows.size(); i++) {
                var at = i == rows.size() - 1 ? to : between(from, to);
                var starts = kind == Kind.SILENCE ? at.plus(Duration.ofDays(3)) : at;
                set(
                        statement,
                        UUID.randomUUID(),
                        organization,
                        branch,
                        pet,
                        service,
                        Timestamp.from(starts),
                        Timestamp.from(starts.plusSeconds(1800)),
                        Timestamp.from(at),
                        kind == Kind.SILENCE
                                ? "scheduled"
                                : rows.get(i).numerator() > 0 ? "no_show" : "completed");
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    private void lines(
            Connection connection,
            Kind kind,
            UUID branch,
            List<Part> rows,
            Instant from,
            Instant to)
            throws SQLException {
        var invoice = UUID.randomUUID();
        run(
                connection,
                "insert into invoices (organization_id, invoice_id, branch_id, user_id, created_at) values (?, ?, ?, ?, ?)",
                organization,
                invoice,
                branch,
                user,
                Timestamp.from(from));
        boolean isSale = kind == Kind.REVENUE;
        try (var statement =
                connection.prepareStatement(
                        """
                        insert into invoice_lines (organization_id, branch_id, invoice_id, service_id, kind, quantity,
                            gross_cents, created_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?)""")) {
            for (var row : rows) {
                set(
                        statement,
                        organization,
                        branch,
                        invoice,
                        service,
                        isSale ? "sale" : "refund",
                        isSale ? 1 : -1,
                        isSale ? row.numerator() : -row.numerator(),
                        Timestamp.from(between(from, to)));
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    private Instant between(Instant from, Instant to) {
        return from.plusMillis(
                (long) (random.nextDouble() * Duration.between(from, to).toMillis()));
    }

    private static void run(Connection connection, String sql, Object... values)
            throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            set(statement, values);
            statement.executeUpdate();
        }
    }

    private static void set(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
    }
}
