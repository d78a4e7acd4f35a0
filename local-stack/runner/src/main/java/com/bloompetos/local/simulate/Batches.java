package com.bloompetos.local.simulate;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one transaction, gathered per statement and sent in the order of {@link Rows}.
 *
 * <p>Each column travels as one array: a statement's costs under row-level security and triggers
 * are met once per transaction, not once per row.
 */
final class Batches implements AutoCloseable {

    private final Connection connection;
    private final PreparedStatement scope;
    private final Map<Rows, PreparedStatement> statements = new EnumMap<>(Rows.class);
    private final Map<Rows, List<@Nullable Object[]>> waiting = new EnumMap<>(Rows.class);

    Batches(Connection connection) throws SQLException {
        this.connection = connection;
        connection.setAutoCommit(false);
        // A lost tail is told by the missing marker, so only the last commit has to wait for the
        // disk. Plans are kept
        // while the tables grow: one made on an empty table must not read the full one from end to
        // end.
        this.scope =
                connection.prepareStatement(
                        """
                        select set_config('bloom.organization_id', ?, true), set_config('bloom.branch_ids', '*', true),
                               set_config('bloom.role', 'admin', true), set_config('synchronous_commit', ?, true),
                               set_config('enable_seqscan', 'off', true), set_config('enable_hashjoin', 'off', true),
                               set_config('enable_mergejoin', 'off', true)""");
        for (Rows rows : Rows.values()) {
            statements.put(rows, connection.prepareStatement(rows.sql()));
            waiting.put(rows, new ArrayList<>());
        }
    }

    /**
     * @param values one per column, in its order
     */
    void add(Rows rows, @Nullable Object... values) {
        if (values.length != rows.types().size()) {
            throw new IllegalArgumentException(
                    rows + " has " + rows.types().size() + " columns, not " + values.length);
        }
        waiting(rows).add(values);
    }

    void commit(UUID organizationId, boolean onDisk) throws SQLException {
        scope.setString(1, organizationId.toString());
        scope.setString(2, onDisk ? "on" : "off");
        scope.execute();
        for (var entry : statements.entrySet()) {
            List<@Nullable Object[]> rows = waiting(entry.getKey());
            if (!rows.isEmpty()) {
                execute(entry.getKey(), entry.getValue(), rows);
                rows.clear();
            }
        }
        connection.commit();
    }

    private List<@Nullable Object[]> waiting(Rows rows) {
        return waiting.getOrDefault(rows, List.of());
    }

    private void execute(Rows rows, PreparedStatement statement, List<@Nullable Object[]> values)
            throws SQLException {
        for (int column = 0; column < rows.types().size(); column++) {
            @Nullable Object[] cells = new @Nullable Object[values.size()];
            for (int row = 0; row < cells.length; row++) {
                Object value = values.get(row)[column];
                cells[row] = value == null ? null : value.toString();
            }
            statement.setArray(
                    column + 1, connection.createArrayOf(rows.types().get(column), cells));
        }
        statement.executeUpdate();
    }

    @Override
    public void close() throws SQLException {
        for (PreparedStatement statement : statements.values()) {
            statement.close();
        }
        scope.close();
    }
}
