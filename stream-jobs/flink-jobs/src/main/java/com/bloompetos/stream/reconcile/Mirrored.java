package com.bloompetos.stream.reconcile;

import com.bloompetos.stream.warehouse.Engine;
import com.bloompetos.stream.warehouse.Refused;
import java.io.IOException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The mirror's tables as reconciliation reads and repairs them. */
final class Mirrored {
    /** One thread, whatever else the engine has to do. */
    private static final String GENTLY = " settings max_threads = 1";

    private static final String NO_BRANCH = "00000000-0000-0000-0000-000000000000";
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSS");

    private final Engine engine;

    Mirrored(Engine engine) {
        this.engine = engine;
    }

    /** What each table's columns are called and of which type they are. */
    Map<String, Map<String, String>> types() throws IOException, Refused {
        var types = new HashMap<String, Map<String, String>>();
        for (var row :
                engine.query(
                        "select table, name, type from system.columns where database = 'raw' order by table, position")) {
            types.computeIfAbsent(row.get(0), table -> new LinkedHashMap<>())
                    .put(row.get(1), row.get(2));
        }
        return types;
    }

    /** The newest position of the log that has come through the whole pipeline. */
    long position() throws IOException, Refused {
        return number("select max(source_version) from raw.cdc_heartbeats");
    }

    List<String> organizations(ComparedTable table) throws IOException, Refused {
        return engine
                .query(
                        "select distinct organization_id from raw.`%s`%s"
                                .formatted(table.name(), GENTLY))
                .stream()
                .map(row -> row.get(0))
                .toList();
    }

    List<List<String>> sums(ComparedTable table, KeyRange range) throws IOException, Refused {
        return engine.query(
                "select organization_id, right(toString(%s), 2), count(), sum(toUInt128(%s)) from raw.`%s` final where is_deleted = 0 and %s group by 1, 2%s"
                        .formatted(
                                table.key(),
                                table.digestInWarehouse(),
                                table.name(),
                                range.inWarehouse(table),
                                GENTLY));
    }

    List<List<String>> digests(ComparedTable table, String where) throws IOException, Refused {
        return engine.query(
                "select organization_id, %s, %s from raw.`%s` final where is_deleted = 0 and %s%s"
                        .formatted(
                                table.key(),
                                table.digestInWarehouse(),
                                table.name(),
                                where,
                                GENTLY));
    }

    void write(ComparedTable table, Collection<String> jsonRows, long version)
            throws IOException, Refused {
        if (jsonRows.isEmpty()) {
            return;
        }
        var own =
                ",\"source_version\":%d,\"committed_at\":\"%s\",\"is_deleted\":0}"
                        .formatted(version, LocalDateTime.now(ZoneOffset.UTC).format(MOMENT));
        engine.execute(
                "insert into raw.`%s` (%s, source_version, committed_at, is_deleted) format JSONEachRow\n%s"
                        .formatted(
                                table.name(),
                                table.columns().stream()
                                        .collect(Collectors.joining("`, `", "`", "`")),
                                jsonRows.stream()
                                        .map(row -> row.substring(0, row.lastIndexOf('}')) + own)
                                        .collect(Collectors.joining("\n"))));
    }

    void delete(ComparedTable table, Collection<RowKey> keys, long version)
            throws IOException, Refused {
        if (!keys.isEmpty()) {
            // Selected within, since a where beside a replaced column sees the new value.
            engine.execute(
                    "insert into raw.`%1$s` select * replace (%2$d as source_version, now64(6, 'UTC') as committed_at, 1 as is_deleted) from (select * from raw.`%1$s` final where is_deleted = 0 and %3$s)"
                            .formatted(table.name(), version, Source.among(table, keys)));
        }
    }

    /** Rows, deleted ones too, that have a greater version than this. */
    Set<RowKey> newerThan(long version, ComparedTable table, Collection<RowKey> keys)
            throws IOException, Refused {
        return engine
                .query(
                        "select distinct organization_id, %s from raw.`%s` where source_version > %d and %s"
                                .formatted(
                                        table.key(),
                                        table.name(),
                                        version,
                                        Source.among(table, keys)))
                .stream()
                .map(row -> new RowKey(row.get(0), row.get(1)))
                .collect(Collectors.toSet());
    }

    /**
     * The branch of each row; for a row that belongs to none, the first of its organization, so
     * that somebody is told.
     */
    Map<RowKey, String> branches(ComparedTable table, Collection<RowKey> keys)
            throws IOException, Refused {
        var first = new HashMap<String, String>();
        for (var row :
                engine.query(
                        "select organization_id, min(toString(branch_id)) from raw.branches group by 1")) {
            first.put(row.get(0), row.get(1));
        }
        var branches = new HashMap<RowKey, String>();
        for (var key : keys) {
            branches.put(key, first.getOrDefault(key.organizationId(), NO_BRANCH));
        }
        if (table.hasBranches()) {
            for (var row :
                    engine.query(
                            "select organization_id, %s, branch_id from raw.`%s` where branch_id is not null and %s"
                                    .formatted(
                                            table.key(),
                                            table.name(),
                                            Source.among(table, keys)))) {
                branches.put(new RowKey(row.get(0), row.get(1)), row.get(2));
            }
        }
        return branches;
    }

    /** The branch days on which these rows count, for the batch to compute again. */
    List<String> days(ComparedTable table, Collection<RowKey> keys, long version)
            throws IOException, Refused {
        if (!table.hasBranches()) {
            return List.of();
        }
        var days =
                table.days().isEmpty()
                        ? "[toDate(0)]"
                        : table.days().stream()
                                .map("toDate(ifNull(`%s`, toDate32(0)))"::formatted)
                                .collect(Collectors.joining(", ", "[", "]"));
        return engine
                .query(
                        "select distinct organization_id, branch_id, arrayJoin(%s) from raw.`%s` final where is_deleted = 0 and branch_id is not null and %s"
                                .formatted(days, table.name(), Source.among(table, keys)))
                .stream()
                .map(
                        row ->
                                "('%s', '%s', '%s', '%s', %d)"
                                        .formatted(
                                                table.name(),
                                                row.get(0),
                                                row.get(1),
                                                row.get(2),
                                                version))
                .toList();
    }

    void touch(Collection<String> days) throws IOException, Refused {
        insert(
                "ledger.touched_days (table_name, organization_id, branch_id, day, version)",
                List.copyOf(days));
    }

    void note(Collection<Repair> repairs) throws IOException, Refused {
        insert(
                "mart.repairs (organization_id, branch_id, table_name, row_id, kind, version, is_repaired, note)",
                repairs.stream()
                        .map(
                                repair ->
                                        "('%s', '%s', '%s', '%s', '%s', %d, %d, '%s')"
                                                .formatted(
                                                        repair.key().organizationId(),
                                                        repair.branchId(),
                                                        repair.table(),
                                                        repair.key().id(),
                                                        repair.kind().text(),
                                                        repair.version(),
                                                        repair.isDone() ? 1 : 0,
                                                        escaped(repair.note())))
                        .toList());
    }

    void tell(Collection<Completeness> counts) throws IOException, Refused {
        insert(
                "mart.completeness (organization_id, table_name, source_rows, warehouse_rows, differing, version)",
                counts.stream()
                        .map(
                                count ->
                                        "('%s', '%s', %d, %d, %d, %d)"
                                                .formatted(
                                                        count.organizationId(),
                                                        count.table(),
                                                        count.sourceRows(),
                                                        count.warehouseRows(),
                                                        count.differing(),
                                                        count.version()))
                        .toList());
    }

    void tell(Reconciliation.Round round) throws IOException, Refused {
        insert(
                "ledger.reconciliations (tables, rows, suspects, differing, repaired, work_millis, took_millis)",
                List.of(
                        "(%d, %d, %d, %d, %d, %d, %d)"
                                .formatted(
                                        round.tables(),
                                        round.rows(),
                                        round.suspects(),
                                        round.differing(),
                                        round.repaired(),
                                        round.workMillis(),
                                        round.tookMillis())));
    }

    private void insert(String table, List<String> values) throws IOException, Refused {
        if (!values.isEmpty()) {
            engine.execute("insert into " + table + " values " + String.join(", ", values));
        }
    }

    private long number(String select) throws IOException, Refused {
        return Long.parseLong(engine.query(select).get(0).get(0));
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("'", "\\'");
    }
}
