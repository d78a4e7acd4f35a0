package com.bloompetos.insight.kpi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;

/**
 * Row changes in the order of the log, and the readings that must follow. A later row with the same
 * key replaces the earlier one; {@code is_deleted: true} takes it away.
 */
public record KpiCase(
        String name, Map<String, List<Map<String, @Nullable Object>>> given, List<Cell> expected) {
    private static final Pattern UUID_TEXT =
            Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    /** One expected reading; a cell without anything in it is left out of both sides. */
    public record Cell(
            String organizationId,
            String branchId,
            LocalDate day,
            List<String> dimensions,
            long numerator,
            long denominator) {}

    /**
     * The rows of one table as ClickHouse's JSONEachRow, numbered by their place as the version.
     */
    public String jsonRows(String table) {
        var json = new StringBuilder();
        long version = 0;
        for (var row : given.getOrDefault(table, List.of())) {
            json.append("{\"source_version\":").append(++version);
            row.forEach(
                    (column, value) ->
                            json.append(",\"").append(column).append("\":").append(literal(value)));
            json.append("}\n");
        }
        return json.toString();
    }

    static List<KpiCase> parse(Kpi kpi, String path, String text) {
        var yaml = YamlFile.parse(path, text);
        var cases = new ArrayList<KpiCase>();
        for (var node : yaml.list(yaml.root())) {
            var fields = yaml.fields(node, "case", "given", "expect");
            var given = new LinkedHashMap<String, List<Map<String, @Nullable Object>>>();
            for (var table : yaml.fields(fields.get("given")).entrySet()) {
                given.put(table.getKey(), rows(yaml, table.getValue()));
            }
            var expected = new ArrayList<Cell>();
            for (var cell : yaml.list(fields.get("expect"))) {
                expected.add(cell(kpi, yaml, cell));
            }
            cases.add(new KpiCase(yaml.text(fields.get("case")), given, expected));
        }
        if (cases.isEmpty()) {
            throw yaml.refuse(yaml.root(), "a KPI needs at least one case");
        }
        return cases;
    }

    private static List<Map<String, @Nullable Object>> rows(YamlFile yaml, Node list) {
        var rows = new ArrayList<Map<String, @Nullable Object>>();
        for (var node : yaml.list(list)) {
            var row = new LinkedHashMap<String, @Nullable Object>();
            for (var field : yaml.fields(node).entrySet()) {
                row.put(field.getKey(), id(field.getKey(), yaml.value(field.getValue())));
            }
            rows.add(row);
        }
        return rows;
    }

    private static Cell cell(Kpi kpi, YamlFile yaml, Node node) {
        var names = new ArrayList<>(List.of("organization_id", "branch_id", "day"));
        names.addAll(kpi.dimensions());
        names.addAll(List.of("numerator", "denominator"));
        var fields = yaml.fields(node, names.toArray(String[]::new));
        var dimensions = new ArrayList<String>();
        for (var dimension : kpi.dimensions()) {
            var value = id(dimension, yaml.value(fields.get(dimension)));
            dimensions.add(value == null ? "" : value.toString());
        }
        var day = fields.get("day");
        try {
            return new Cell(
                    String.valueOf(id("organization_id", yaml.text(fields.get("organization_id")))),
                    String.valueOf(id("branch_id", yaml.text(fields.get("branch_id")))),
                    LocalDate.parse(yaml.text(day)),
                    List.copyOf(dimensions),
                    yaml.number(fields.get("numerator")),
                    yaml.number(fields.get("denominator")));
        } catch (DateTimeParseException e) {
            throw yaml.refuse(day, "'" + yaml.text(day) + "' is not a day");
        }
    }

    /** Cases read better with short names; each stands for one fixed UUID. */
    private static @Nullable Object id(String column, @Nullable Object value) {
        if (!column.endsWith("_id")
                || !(value instanceof String text)
                || UUID_TEXT.matcher(text).matches()) {
            return value;
        }
        return UUID.nameUUIDFromBytes(text.getBytes(UTF_8)).toString();
    }

    private static String literal(@Nullable Object value) {
        if (value instanceof List<?> texts) {
            return texts.stream().map(KpiCase::literal).collect(joining(",", "[", "]"));
        }
        return value instanceof String text
                ? '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"'
                : String.valueOf(value);
    }
}
