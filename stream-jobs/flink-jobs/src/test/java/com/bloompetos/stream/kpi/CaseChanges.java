package com.bloompetos.stream.kpi;

import com.bloompetos.events.Topic;
import com.bloompetos.stream.change.Change;
import com.bloompetos.stream.change.TestChanges;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/** Rows written as plain maps, as changes of the log. */
final class CaseChanges {
    private static final Pattern INSTANT = Pattern.compile("\\d{4}-\\d\\d-\\d\\d \\d\\d:.+");

    private final TestChanges changes = new TestChanges();

    Change change(String table, String op, long lsn, Map<String, Object> row) {
        var record = record(table, row);
        boolean gone = op.equals("d");
        return changes.change(
                topic(table).name(), op, lsn, gone ? record : null, gone ? null : record);
    }

    private static GenericRecord record(String table, Map<String, Object> row) {
        var fields = new ArrayList<String>();
        var values = new HashMap<String, Object>();
        row.forEach(
                (column, value) -> {
                    fields.add(TestChanges.nullable(column, type(column, value)));
                    values.put(column, value(column, value));
                });
        return TestChanges.row(TestChanges.rowSchema(table, fields.toArray(String[]::new)), values);
    }

    private static @Nullable Object value(String column, @Nullable Object value) {
        if (value == null) {
            return null;
        }
        if (column.endsWith("_day")) {
            return day(value);
        }
        // The warehouse's way to write an instant, as the connector writes it.
        return value instanceof String text && INSTANT.matcher(text).matches()
                ? text.replace(' ', 'T') + 'Z'
                : value;
    }

    private static int day(Object value) {
        return (int) LocalDate.parse(value.toString()).toEpochDay();
    }

    private static String type(String column, Object value) {
        if (column.endsWith("_day")) {
            return "\"int\"";
        }
        return value instanceof Long
                ? "\"long\""
                : value instanceof Boolean ? "\"boolean\"" : "\"string\"";
    }

    private static Topic topic(String table) {
        return Topic.changes().stream()
                .filter(topic -> topic.name().equals("cdc." + table))
                .findFirst()
                .orElseThrow();
    }
}
