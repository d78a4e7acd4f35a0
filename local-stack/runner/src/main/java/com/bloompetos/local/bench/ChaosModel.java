package com.bloompetos.local.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the tables hold, kept in plain maps beside PostgreSQL: every value as its text there. */
final class ChaosModel {

    /**
     * @param key its column of identity
     * @param columns those that are written and compared, with their types
     */
    record Table(String name, String key, Map<String, String> columns) {

        static Table of(String name, String key, String... columnsAndTypes) {
            Map<String, String> columns = new LinkedHashMap<>();
            for (int i = 0; i < columnsAndTypes.length; i += 2) {
                columns.put(columnsAndTypes[i], columnsAndTypes[i + 1]);
            }
            return new Table(name, key, columns);
        }
    }

    private final Map<String, TreeMap<UUID, Map<String, @Nullable String>>> tables =
            new LinkedHashMap<>();

    ChaosModel copy() {
        var copy = new ChaosModel();
        tables.forEach(
                (name, rows) -> {
                    var copied = copy.rows(name);
                    rows.forEach((key, row) -> copied.put(key, new LinkedHashMap<>(row)));
                });
        return copy;
    }

    TreeMap<UUID, Map<String, @Nullable String>> rows(Table table) {
        return rows(table.name());
    }

    private TreeMap<UUID, Map<String, @Nullable String>> rows(String table) {
        return tables.computeIfAbsent(table, name -> new TreeMap<>());
    }

    Map<String, @Nullable String> row(Table table, UUID key) {
        var row = rows(table).get(key);
        if (row == null) {
            throw new IllegalStateException("the model has no " + table.name() + " " + key);
        }
        return row;
    }

    /** A new column, which every row has from now on. */
    void addColumn(Table table, String column, @Nullable String value) {
        rows(table).values().forEach(row -> row.put(column, value));
    }

    void dropColumn(Table table, String column) {
        rows(table).values().forEach(row -> row.remove(column));
    }

    /** The keys that PostgreSQL has otherwise, by {@code table key}. */
    List<String> differences(Connection connection, Table table, Map<String, String> columns)
            throws SQLException {
        var list =
                columns.keySet().stream()
                        .map(column -> column + "::text")
                        .collect(Collectors.joining(", "));
        Map<UUID, Map<String, @Nullable String>> found = new TreeMap<>();
        try (var statement = connection.createStatement();
                var rows =
                        statement.executeQuery(
                                "select %s, %s from %s"
                                        .formatted(table.key(), list, table.name()))) {
            while (rows.next()) {
                Map<String, @Nullable String> row = new LinkedHashMap<>();
                int at = 2;
                for (var column : columns.keySet()) {
                    row.put(column, rows.getString(at++));
                }
                found.put(rows.getObject(1, UUID.class), row);
            }
        }
        List<String> differences = new ArrayList<>();
        var expected = rows(table);
        expected.forEach(
                (key, row) -> {
                    var there = found.remove(key);
                    if (!row.equals(there)) {
                        differences.add(
                                "MODEL %s %s %s is %s".formatted(table.name(), key, row, there));
                    }
                });
        found.keySet().forEach(key -> differences.add("MODEL has no " + table.name() + " " + key));
        return differences;
    }
}
