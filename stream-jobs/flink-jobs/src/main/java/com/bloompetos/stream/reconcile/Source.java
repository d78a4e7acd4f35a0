package com.bloompetos.stream.reconcile;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

/** PostgreSQL as reconciliation reads it: over the walls, the published columns only. */
final class Source implements AutoCloseable {
    private final SourceDatabase at;
    private Connection connection;

    /**
     * @throws SQLException when it is away, or the role may not see every organization
     */
    Source(SourceDatabase at) throws SQLException {
        this.at = at;
        connection = connect(at);
    }

    private static Connection connect(SourceDatabase at) throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", at.user());
        properties.setProperty("password", at.password());
        properties.setProperty("ApplicationName", "bloom-reconcile");
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("socketTimeout", "300");
        properties.setProperty("options", "-c max_parallel_workers_per_gather=0");
        var connection = DriverManager.getConnection(at.url(), properties);
        if (texts(
                        connection,
                        "select rolname from pg_roles where rolname = current_user and rolbypassrls")
                .isEmpty()) {
            connection.close();
            throw new SQLException(
                    "role %s lacks BYPASSRLS: it would see no rows and call every row of the warehouse a ghost"
                            .formatted(at.user()));
        }
        return connection;
    }

    /** Signs in again when the database went away meanwhile. */
    void ensureOpen() throws SQLException {
        if (!connection.isValid(5)) {
            connection.close();
            connection = connect(at);
        }
    }

    /** Every published table but the heartbeat, which never stands still. */
    List<String> tables() throws SQLException {
        return texts(
                "select tablename from pg_publication_tables where pubname = 'bloom' and tablename <> 'cdc_heartbeats' order by 1");
    }

    /**
     * A table with the columns that both sides have and this role may read.
     *
     * @param warehouseTypes the mirror's columns; what the source dropped it keeps, and what the
     *     source added it gets with the next change
     */
    ComparedTable table(String name, Map<String, String> warehouseTypes) throws SQLException {
        var key = "";
        var types = new LinkedHashMap<String, String>();
        for (var row :
                rows(
                        """
                        select a.attname, t.typname, coalesce(a.attnum = i.indkey[0], false),
                            has_column_privilege(a.attrelid, a.attnum, 'select')
                        from pg_attribute a join pg_type t on t.oid = a.atttypid
                        left join pg_index i on i.indrelid = a.attrelid and i.indisprimary
                        where a.attrelid = 'public.%s'::regclass and a.attnum > 0 and not a.attisdropped
                        order by a.attnum"""
                                .formatted(name))) {
            var column = row.get(0);
            key = row.get(2).equals("t") ? column : key;
            if (row.get(3).equals("t") && warehouseTypes.containsKey(column)) {
                types.put(column, row.get(1));
            } else if (warehouseTypes.containsKey(column)) {
                throw new SQLException(
                        "role %s may not read %s.%s, which is published: grant it"
                                .formatted(at.user(), name, column));
            }
        }
        return new ComparedTable(name, key, types, warehouseTypes);
    }

    Map<String, Long> rowsByOrganization(String table) throws SQLException {
        var counts = new LinkedHashMap<String, Long>();
        for (var row :
                rows(
                        "select organization_id, count(*) from %s group by 1 order by 1"
                                .formatted(ComparedTable.quoted(table)))) {
            counts.put(row.get(0), Long.parseLong(row.get(1)));
        }
        return counts;
    }

    /** The last of the next ids after this one, or nothing when fewer are left. */
    String boundary(ComparedTable table, KeyRange range, int rows) throws SQLException {
        var last =
                texts(
                        "select %1$s from %2$s where %3$s order by %1$s offset %4$d limit 1"
                                .formatted(
                                        table.key(),
                                        ComparedTable.quoted(table.name()),
                                        range.inPostgres(table),
                                        rows - 1));
        return last.isEmpty() ? "" : last.get(0);
    }

    List<List<String>> sums(ComparedTable table, KeyRange range) throws SQLException {
        return rows(
                "select organization_id, right(%s::text, 2), count(*), sum(%s) from %s where %s group by 1, 2"
                        .formatted(
                                table.key(),
                                table.digestInPostgres(),
                                ComparedTable.quoted(table.name()),
                                range.inPostgres(table)));
    }

    List<List<String>> digests(ComparedTable table, String where) throws SQLException {
        return rows(
                "select organization_id, %s, %s from %s where %s"
                        .formatted(
                                table.key(),
                                table.digestInPostgres(),
                                ComparedTable.quoted(table.name()),
                                where));
    }

    /** These rows as they stand now, one JSON object each. */
    List<List<String>> jsonRows(ComparedTable table, Collection<RowKey> keys) throws SQLException {
        return rows(
                "select organization_id, %2$s, to_json(r) from (select %1$s from %3$s where %4$s) r"
                        .formatted(
                                table.rowsInPostgres(),
                                table.key(),
                                ComparedTable.quoted(table.name()),
                                among(table, keys)));
    }

    static String among(ComparedTable table, Collection<RowKey> keys) {
        return "organization_id in (%s) and %s in (%s)"
                .formatted(
                        KeyRange.quoted(
                                keys.stream()
                                        .map(RowKey::organizationId)
                                        .collect(Collectors.toSet())),
                        table.key(),
                        KeyRange.quoted(keys.stream().map(RowKey::id).toList()));
    }

    /**
     * A position of the log. The next change written may bear it, so everything before it is older
     * than it by one at least.
     */
    long position() throws SQLException {
        return Long.parseLong(
                texts("select (pg_current_wal_insert_lsn() - '0/0'::pg_lsn)::bigint").get(0));
    }

    /** Draws a transaction's number; whatever has written anything by now has a smaller one. */
    String newTransaction() throws SQLException {
        return texts("select pg_current_xact_id()::text").get(0);
    }

    /** Whether every transaction with a smaller number is over. */
    boolean hasEndedBefore(String transaction) throws SQLException {
        return texts(
                        "select pg_snapshot_xmin(pg_current_snapshot()) >= '%s'::xid8"
                                .formatted(transaction))
                .get(0)
                .equals("t");
    }

    private List<String> texts(String sql) throws SQLException {
        return texts(connection, sql);
    }

    private static List<String> texts(Connection connection, String sql) throws SQLException {
        return rows(connection, sql).stream().map(row -> row.get(0)).toList();
    }

    private List<List<String>> rows(String sql) throws SQLException {
        return rows(connection, sql);
    }

    private static List<List<String>> rows(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var width = rows.getMetaData().getColumnCount();
            var read = new ArrayList<List<String>>();
            while (rows.next()) {
                var row = new ArrayList<String>(width);
                for (var i = 1; i <= width; i++) {
                    row.add(String.valueOf(rows.getString(i)));
                }
                read.add(row);
            }
            return read;
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
