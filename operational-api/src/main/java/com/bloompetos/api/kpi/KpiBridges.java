package com.bloompetos.api.kpi;

import com.bloompetos.api.kpi.KpiBridge.ChangedCell;
import com.bloompetos.api.kpi.KpiBridge.ChangedRow;
import com.bloompetos.api.kpi.KpiBridge.Parts;
import com.bloompetos.events.Topic;
import com.bloompetos.insight.kpi.Kpi;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Service;

/** Compares the log of readings with itself: as it was read then, and as it is read now. */
@Service
class KpiBridges {
    static final int MOST_ROWS = 100;

    private static final int MOST_CELLS = 1_000;

    private final Warehouse warehouse;
    private final KpiHistory history;

    KpiBridges(Warehouse warehouse, KpiHistory history) {
        this.warehouse = warehouse;
        this.history = history;
    }

    KpiBridge from(Kpi kpi, KpiPlace place, LocalDate from, LocalDate to, Instant asOf) {
        var changed = changed(kpi, place, from, to, asOf);
        return new KpiBridge(
                kpi.name(),
                kpi.definitionVersion(),
                asOf,
                history.between(kpi, place, from, to, asOf).total(),
                history.between(kpi, place, from, to, null).total(),
                changed,
                rows(kpi, place, changed));
    }

    private List<ChangedCell> changed(
            Kpi kpi, KpiPlace place, LocalDate from, LocalDate to, Instant asOf) {
        var moment = KpiHistory.MOMENT.format(asOf);
        return warehouse
                .sql(
                        """
                        select day, arrayStringConcat(dimensions, '\u001f') as cell, length(dimensions) as depth,
                               countIf(is_then) as told_then,
                               argMaxIf(numerator, told, is_then) as then_numerator,
                               argMaxIf(denominator, told, is_then) as then_denominator,
                               toInt64(argMaxIf(version, told, is_then)) as then_version,
                               argMaxIf(source, told, is_then) as then_source,
                               argMax(numerator, told) as now_numerator, argMax(denominator, told) as now_denominator,
                               toInt64(argMax(version, told)) as now_version, argMax(source, told) as now_source
                        from (
                            select day, dimensions, numerator, denominator, version, source,
                                   (version, recorded_at) as told, recorded_at <= toDateTime64(?, 6, 'UTC') as is_then
                            from mart.readings
                            where organization_id = toUUID(?) and kpi = ? and definition_version = ?
                              and branch_id = toUUID(?) and day between toDate(?) and toDate(?)
                        )
                        group by day, dimensions
                        having then_numerator != now_numerator or then_denominator != now_denominator
                        order by day, cell
                        limit %d
                        """
                                .formatted(MOST_CELLS))
                .params(
                        moment,
                        place.organizationId().toString(),
                        kpi.name(),
                        kpi.definitionVersion(),
                        place.branchId().toString(),
                        from.toString(),
                        to.toString())
                .query(
                        (row, number) ->
                                new ChangedCell(
                                        LocalDate.parse(row.getString("day")),
                                        row.getInt("depth") == 0
                                                ? List.of()
                                                : Arrays.asList(
                                                        row.getString("cell").split("\u001f", -1)),
                                        row.getLong("told_then") == 0 ? null : parts(row, "then"),
                                        parts(row, "now")))
                .list();
    }

    /** Rows of the KPI's tables that changed after the oldest of these cells was told. */
    private List<ChangedRow> rows(Kpi kpi, KpiPlace place, List<ChangedCell> changed) {
        long after =
                changed.stream()
                        .mapToLong(cell -> cell.then() == null ? 0 : cell.then().version())
                        .min()
                        .orElse(Long.MAX_VALUE);
        long until = changed.stream().mapToLong(cell -> cell.now().version()).max().orElse(0);
        var rows = new ArrayList<ChangedRow>();
        for (var table : kpi.sources()) {
            rows.addAll(
                    Warehouse.orNothingYet(
                            () -> rowsOf(table, place, after, until), List.<ChangedRow>of()));
        }
        return rows;
    }

    private List<ChangedRow> rowsOf(String table, KpiPlace place, long after, long until) {
        var key = Topic.idOf(table);
        if (key.isEmpty() || !hasBranch(table)) {
            return List.of(); // What belongs to no branch is a label here, not a fact.
        }
        return warehouse
                .sql(
                        """
                        select toString(%2$s) as id, toInt64(source_version) as version,
                               toUnixTimestamp64Milli(committed_at) as committed_at, is_deleted
                        from raw.%1$s
                        where organization_id = toUUID(?) and branch_id = toUUID(?)
                          and source_version > ? and source_version <= ?
                        order by source_version desc limit %3$d
                        """
                                .formatted(table, key.get(), MOST_ROWS))
                .params(
                        place.organizationId().toString(),
                        place.branchId().toString(),
                        after,
                        until)
                .query(
                        (row, number) ->
                                new ChangedRow(
                                        table,
                                        UUID.fromString(row.getString("id")),
                                        row.getLong("version"),
                                        Instant.ofEpochMilli(row.getLong("committed_at")),
                                        row.getInt("is_deleted") == 1))
                .list();
    }

    private boolean hasBranch(String table) {
        return warehouse
                        .sql(
                                "select count() from system.columns where database = 'raw' and table = ? and name = 'branch_id'")
                        .param(table)
                        .query(Long.class)
                        .single()
                > 0;
    }

    private static Parts parts(ResultSet row, String when) throws SQLException {
        return new Parts(
                row.getLong(when + "_numerator"),
                row.getLong(when + "_denominator"),
                row.getLong(when + "_version"),
                row.getString(when + "_source"));
    }
}
