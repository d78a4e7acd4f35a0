package com.bloompetos.stream.mirror;

import com.bloompetos.stream.change.Change;
import com.bloompetos.stream.change.Row;
import com.bloompetos.stream.warehouse.RowBinary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/**
 * How changes of one schema are written into one table as it stands: worked out once, used for
 * every row.
 */
final class RowPlan {
    private final String table;
    private final @Nullable Schema keySchema;
    private final List<Step> steps;
    private final List<String> columns;

    private record Step(SourceColumn source, ColumnType to, int inRow, int inKey) {}

    private RowPlan(String table, @Nullable Schema keySchema, List<Step> steps) {
        this.table = table;
        this.keySchema = keySchema;
        this.steps = steps;
        var names = new ArrayList<>(steps.stream().map(step -> step.source().name()).toList());
        names.addAll(List.of(RawTable.SOURCE_VERSION, RawTable.COMMITTED_AT, RawTable.IS_DELETED));
        columns = List.copyOf(names);
    }

    /** What a change's row consists of, key columns first when only the key holds them. */
    static Map<String, SourceColumn> columnsOf(Change change) {
        var columns = new LinkedHashMap<String, SourceColumn>();
        var key = change.key();
        if (key != null) {
            key.schema()
                    .getFields()
                    .forEach(field -> columns.put(field.name(), SourceColumn.of(field)));
        }
        columns.putAll(columnsOf(change.row().schema()));
        return columns;
    }

    /**
     * The columns of a row of this schema, without those that the mirror writes itself for all
     * alike.
     */
    static Map<String, SourceColumn> columnsOf(Schema row) {
        var columns = new LinkedHashMap<String, SourceColumn>();
        row.getFields().forEach(field -> columns.put(field.name(), SourceColumn.of(field)));
        columns.keySet()
                .removeAll(
                        List.of(
                                RawTable.SOURCE_VERSION,
                                RawTable.COMMITTED_AT,
                                RawTable.IS_DELETED));
        return columns;
    }

    static RowPlan of(Change change, RawTable table, Map<String, SourceColumn> columns) {
        var keySchema = change.key() == null ? null : change.key().schema();
        var rowSchema = change.row().schema();
        var steps =
                columns.values().stream()
                        .map(
                                column ->
                                        new Step(
                                                column,
                                                table.type(column.name()),
                                                position(rowSchema, column.name()),
                                                keySchema == null
                                                        ? -1
                                                        : position(keySchema, column.name())))
                        .toList();
        return new RowPlan(table.name(), keySchema, steps);
    }

    private static int position(Schema schema, String column) {
        var field = schema.getField(column);
        return field == null ? -1 : field.pos();
    }

    boolean isFor(Change change) {
        var key = change.key();
        return keySchema == (key == null ? null : key.schema());
    }

    String table() {
        return table;
    }

    List<String> columns() {
        return columns;
    }

    void write(Change change, RowBinary out) {
        var row = change.row().avro();
        for (var step : steps) {
            step.source().write(value(change, row, step), step.to(), out);
        }
        out.uint64(change.version());
        out.micros(change.committedMicros());
        out.uint8(change.isDelete() ? 1 : 0);
    }

    private static @Nullable Object value(Change change, GenericRecord row, Step step) {
        if (step.inRow() < 0) {
            var key = change.key();
            return key == null ? null : key.avro().get(step.inKey());
        }
        var value = row.get(step.inRow());
        return Toast.isAbsent(value) ? lastKnown(change.before(), step.source().name()) : value;
    }

    /** An update that leaves a large value alone does not repeat it; the row before it does. */
    private static @Nullable Object lastKnown(@Nullable Row before, String column) {
        var field = before == null ? null : before.schema().getField(column);
        var value = before == null || field == null ? null : before.avro().get(field.pos());
        if (before == null || Toast.isAbsent(value)) {
            throw new Unmirrorable(
                    "the unchanged large value of column "
                            + column
                            + " did not come along: the table needs replica identity full");
        }
        return value;
    }
}
