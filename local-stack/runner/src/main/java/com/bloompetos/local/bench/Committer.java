package com.bloompetos.local.bench;

import com.bloompetos.local.bench.Commit.Kind;
import com.bloompetos.local.simulate.Ids;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;

/** Writes one commit into one cell; each is a transaction of one round trip. */
final class Committer {

    /**
     * Sent together with the change, in one transaction: the log cannot be shorter when the change
     * is written.
     */
    private static final String NOTE =
            "select (pg_current_wal_insert_lsn() - '0/0'::pg_lsn)::bigint; ";

    private static final String INSERT =
            NOTE
                    + """
                    insert into appointments (appointment_id, organization_id, branch_id, pet_id, service_id,
                        appointment_date, ends_at, price_cents, created_at)
                    values (?, ?, ?, ?, ?, ?, ?, 5000, ?)""";
    private static final String UPDATE =
            NOTE + "update appointments set status = ? where appointment_id = ?";
    private static final String DELETE = NOTE + "delete from appointments where appointment_id = ?";

    private final BenchOrganization organization;
    private final Ids ids;

    Committer(BenchOrganization organization, long seed) {
        this.organization = organization;
        this.ids = new Ids(seed);
    }

    /**
     * @return the log's end as noted before the change
     */
    long commit(Connection connection, Kind kind, Cell cell) throws SQLException {
        return switch (kind) {
            case INSERT -> insert(connection, cell);
            case UPDATE -> update(connection, cell);
            case DELETE -> delete(connection, cell);
        };
    }

    private long insert(Connection connection, Cell cell) throws SQLException {
        UUID id = ids.next(Instant.now());
        OffsetDateTime booked = cell.day.atTime(9, 0).atOffset(ZoneOffset.UTC);
        OffsetDateTime starts = cell.day.atTime(Cell.HOUR, 0).atOffset(ZoneOffset.UTC);
        try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
            statement.setObject(1, id);
            statement.setObject(2, organization.id);
            statement.setObject(3, cell.branch);
            statement.setObject(4, organization.pet);
            statement.setObject(5, cell.service);
            statement.setObject(6, starts);
            statement.setObject(7, starts.plus(Duration.ofMinutes(30)));
            statement.setObject(8, booked);
            long noted = run(statement);
            cell.scheduled.add(id);
            return noted;
        }
    }

    /**
     * A first outcome where one is open, else the other outcome: each moves the reading of
     * no-shows.
     */
    private long update(Connection connection, Cell cell) throws SQLException {
        boolean first = !cell.scheduled.isEmpty();
        UUID id = first ? cell.scheduled.element() : cell.completed.element();
        try (PreparedStatement statement = connection.prepareStatement(UPDATE)) {
            statement.setString(1, first ? "completed" : "no_show");
            statement.setObject(2, id);
            long noted = run(statement);
            (first ? cell.scheduled : cell.completed).remove();
            if (first) {
                cell.completed.add(id);
            } else {
                cell.missed.add(id);
            }
            return noted;
        }
    }

    private long delete(Connection connection, Cell cell) throws SQLException {
        UUID id = cell.oldest().element();
        try (PreparedStatement statement = connection.prepareStatement(DELETE)) {
            statement.setObject(1, id);
            long noted = run(statement);
            cell.oldest().remove();
            return noted;
        }
    }

    private static long run(PreparedStatement statement) throws SQLException {
        statement.execute();
        long noted;
        try (var rows = statement.getResultSet()) {
            rows.next();
            noted = rows.getLong(1);
        }
        statement.getMoreResults();
        if (statement.getUpdateCount() != 1) {
            throw new IllegalStateException("a commit of the bench met no row, or more than one");
        }
        return noted;
    }
}
