package com.bloompetos.stream.reconcile;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A published table and those of its columns that both sides have, each as a text that is the same
 * on both sides when the values are.
 *
 * @param key the column that tells an organization's rows apart
 * @param types what PostgreSQL calls each column's type, in one order for both sides
 * @param warehouseTypes what ClickHouse calls it
 */
record ComparedTable(
        String name, String key, Map<String, String> types, Map<String, String> warehouseTypes) {

    /** Stands for null, which no text of a column is. */
    private static final String NULL = "\\N";

    /** 60 bits of MD5 over the row's texts: the greatest that PostgreSQL makes a bigint of. */
    String digestInPostgres() {
        return "('x' || substr(md5("
                + joined(
                        column -> "coalesce((%s)::text, '%s')".formatted(inPostgres(column), NULL),
                        " || E'\\t' || ")
                + "), 1, 15))::bit(60)::bigint";
    }

    String digestInWarehouse() {
        return "bitShiftRight(reinterpretAsUInt64(reverse(substring(MD5(concat("
                + joined(
                        column -> "ifNull(toString(%s), '\\\\N')".formatted(inWarehouse(column)),
                        ", '\\t', ")
                + ", '')), 1, 8))), 4)";
    }

    /** The columns, each as JSON text from which ClickHouse reads the same value. */
    String rowsInPostgres() {
        return joined(
                column ->
                        switch (type(column)) {
                            case "timestamptz" ->
                                    "to_char(%1$s at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.US') as %1$s"
                                            .formatted(quoted(column));
                            case "time" -> inPostgres(column) + " as " + quoted(column);
                            default -> quoted(column);
                        },
                ", ");
    }

    List<String> columns() {
        return List.copyOf(types.keySet());
    }

    boolean hasBranches() {
        return types.containsKey("branch_id");
    }

    /** The branch-local days on which a row counts. */
    List<String> days() {
        return types.keySet().stream().filter(column -> type(column).equals("date")).toList();
    }

    private String joined(Function<String, String> as, String with) {
        return types.keySet().stream().map(as).collect(Collectors.joining(with));
    }

    private String type(String column) {
        return types.getOrDefault(column, "");
    }

    private String inPostgres(String column) {
        var name = quoted(column);
        var type = type(column);
        return switch (type) {
            case "timestamptz", "time" ->
                    "(extract(epoch from %s) * 1000000)::bigint".formatted(name);
            case "date" -> name + " - date '1970-01-01'";
            case "bool" -> name + "::int";
            case "numeric" -> "trim_scale(" + name + ")";
            case "float4", "float8" -> "encode(float8send(" + name + "::float8), 'hex')";
            // An absent array is an empty one in the warehouse.
            default ->
                    type.startsWith("_")
                            ? "coalesce(array_to_string(%s, ','), '')".formatted(name)
                            : name;
        };
    }

    private String inWarehouse(String column) {
        var name = "`" + column + "`";
        var type = warehouseTypes.getOrDefault(column, "");
        if (type.contains("DateTime64")) {
            return "toUnixTimestamp64Micro(" + name + ")";
        }
        if (type.startsWith("Array")) {
            return "arrayStringConcat(arrayMap(x -> toString(x), " + name + "), ',')";
        }
        if (type.contains("Date")) {
            return "toInt32(" + name + ")";
        }
        if (type.contains("Float")) {
            return "lower(hex(reinterpretAsUInt64(" + name + ")))";
        }
        return type.contains("Bool") ? "toUInt8(" + name + ")" : name;
    }

    static String quoted(String column) {
        return '"' + column + '"';
    }
}
