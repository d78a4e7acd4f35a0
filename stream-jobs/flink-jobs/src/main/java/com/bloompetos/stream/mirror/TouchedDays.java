package com.bloompetos.stream.mirror;

import com.bloompetos.stream.change.Change;
import com.bloompetos.stream.change.Row;
import com.bloompetos.stream.warehouse.InsertQueue;
import com.bloompetos.stream.warehouse.RowBinary;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/**
 * The branch days on which a changed row counts or counted: both sides of the change, so that a row
 * that moves is taken from its old day as well. The batch computes these days again.
 */
final class TouchedDays implements InsertQueue.Notebook {
    private static final List<String> COLUMNS =
            List.of("table_name", "organization_id", "branch_id", "day", "version");
    private static final int NO_DAY = 0;
    private static final int LAST_DAY = 65_535; // Of ClickHouse's Date.

    private final Map<Schema, Places> places = new IdentityHashMap<>();

    /** One branch day of one table. */
    record Day(String table, UUID organizationId, UUID branchId, int epochDay) {}

    /** Where a row of this schema says whose it is, and on which days it counts. */
    private record Places(int organization, int branch, int[] days) {
        static Places of(Schema schema) {
            var days =
                    schema.getFields().stream()
                            .filter(field -> SourceColumn.of(field).isDay())
                            .mapToInt(Schema.Field::pos)
                            .toArray();
            return new Places(
                    position(schema, "organization_id"), position(schema, "branch_id"), days);
        }

        private static int position(Schema schema, String column) {
            var field = schema.getField(column);
            return field == null || !SourceColumn.of(field).isUuid() ? -1 : field.pos();
        }
    }

    /** Nothing for a row that belongs to no branch. */
    Set<Day> of(Change change) {
        var days = new HashSet<Day>();
        addTo(days, change.table(), change.before());
        addTo(days, change.table(), change.after());
        return days;
    }

    private void addTo(Set<Day> days, String table, @Nullable Row row) {
        if (row == null) {
            return;
        }
        var record = row.avro();
        var at = places.computeIfAbsent(record.getSchema(), Places::of);
        if (at.organization() < 0 || at.branch() < 0 || record.get(at.branch()) == null) {
            return;
        }
        var organization = AsciiValues.uuid(record.get(at.organization()));
        var branch = AsciiValues.uuid(record.get(at.branch()));
        if (at.days().length == 0) {
            days.add(new Day(table, organization, branch, NO_DAY));
        }
        for (int position : at.days()) {
            int day = day(record, position);
            if (day != NO_DAY) {
                days.add(new Day(table, organization, branch, day));
            }
        }
    }

    private static int day(GenericRecord record, int position) {
        return record.get(position) instanceof Number number
                        && number.longValue() > 0
                        && number.longValue() <= LAST_DAY
                ? number.intValue()
                : NO_DAY;
    }

    @Override
    public String table() {
        return "ledger.touched_days";
    }

    @Override
    public List<String> columns() {
        return COLUMNS;
    }

    @Override
    public void write(Object note, long version, RowBinary out) {
        var day = (Day) note;
        out.text(day.table());
        out.uuid(day.organizationId());
        out.uuid(day.branchId());
        out.uint16(day.epochDay());
        out.uint64(version);
    }
}
