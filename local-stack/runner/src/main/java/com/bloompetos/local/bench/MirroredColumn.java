package com.bloompetos.local.bench;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A column of a raw table and of its source, each as the text in which the two can be compared. */
record MirroredColumn(String name, String inPostgres, String inWarehouse) {

    private static final Set<String> OF_THE_MIRROR =
            Set.of("source_version", "committed_at", "is_deleted");

    /** The key first; empty when the raw table is not there. */
    static List<MirroredColumn> of(Connection connection, WarehouseReader warehouse, String table)
            throws SQLException, IOException, InterruptedException {
        Map<String, String> types = new HashMap<>();
        String key = "";
        try (var statement =
                connection.prepareStatement(
                        """
                        select a.attname, t.typname, coalesce(i.indisprimary, false)
                        from pg_attribute a join pg_type t on t.oid = a.atttypid
                        left join pg_index i on i.indrelid = a.attrelid and i.indisprimary and a.attnum = i.indkey[0]
                        where a.attrelid = ('public.' || ?)::regclass and a.attnum > 0 and not a.attisdropped""")) {
            statement.setString(1, table);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    types.put(rows.getString(1), rows.getString(2));
                    key = rows.getBoolean(3) ? rows.getString(1) : key;
                }
            }
        }
        List<MirroredColumn> columns = new ArrayList<>();
        for (@Nullable String[] row :
                warehouse.rows(
                        "select name, type from system.columns where database = 'raw' and table = '%s' order by position"
                                .formatted(table))) {
            String name = String.valueOf(row[0]);
            if (!OF_THE_MIRROR.contains(name)) {
                String type = types.get(name);
                if (type == null) {
                    continue; // The source dropped it; the mirror keeps what it knew.
                }
                columns.add(
                        new MirroredColumn(
                                name,
                                inPostgres(name, type),
                                inWarehouse(name, String.valueOf(row[1]))));
            }
        }
        return keyFirst(columns, key);
    }

    private static List<MirroredColumn> keyFirst(List<MirroredColumn> columns, String key) {
        List<MirroredColumn> ordered = new ArrayList<>();
        columns.stream().filter(c -> c.name.equals("organization_id")).forEach(ordered::add);
        // Always two cells of key: the table of organizations has its one key twice.
        columns.stream().filter(c -> c.name.equals(key)).forEach(ordered::add);
        columns.stream().filter(c -> !ordered.contains(c)).forEach(ordered::add);
        return ordered;
    }

    private static String inPostgres(String name, String type) {
        return switch (type) {
            case "timestamptz", "time" ->
                    "(extract(epoch from %s) * 1000000)::bigint".formatted(name);
            case "date" -> "%s - date '1970-01-01'".formatted(name);
            case "bool" -> name + "::int";
            case "numeric" -> "trim_scale(%s)".formatted(name);
            case "bpchar" -> name + "::text";
            default -> type.startsWith("_") ? "array_to_string(%s, ',')".formatted(name) : name;
        };
    }

    private static String inWarehouse(String name, String type) {
        if (type.contains("DateTime64")) {
            return "toUnixTimestamp64Micro(%s)".formatted(name);
        }
        if (type.startsWith("Array")) {
            return "arrayStringConcat(arrayMap(x -> toString(x), %s), ',')".formatted(name);
        }
        if (type.contains("Date")) {
            return "toInt32(%s)".formatted(name);
        }
        return type.contains("Bool") ? "toUInt8(%s)".formatted(name) : name;
    }
}
