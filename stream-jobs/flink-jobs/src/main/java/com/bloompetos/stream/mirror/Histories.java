package com.bloompetos.stream.mirror;

import com.bloompetos.stream.warehouse.Engine;
import com.bloompetos.stream.warehouse.Refused;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * Dimensions whose past matters: every version that the mirror writes of them is kept in a table of
 * {@code mart}, too.
 */
final class Histories {
    /**
     * @param of which rows have a history; a refused one would be refused in raw as well
     */
    private record History(String table, String columns, String values, String of) {}

    private static final Map<String, History> BY_TABLE =
            Map.of(
                    "branches",
                    new History(
                            "branch_versions",
                            "organization_id, branch_id, franchise_id, name, time_zone",
                            "organization_id, branch_id, franchise_id, name, time_zone",
                            "true"),
                    "services",
                    new History(
                            "service_versions",
                            "organization_id, service_id, name, category, price_cents, duration_minutes",
                            "organization_id, service_id, name, category, toInt64(price * 100) as price_cents, duration_minutes",
                            "true"),
                    "resources",
                    new History(
                            "staff_versions",
                            "organization_id, branch_id, resource_id, staff_id, label",
                            "organization_id, assumeNotNull(r.branch_id) as branch_id, resource_id, assumeNotNull(r.user_id) as staff_id, ifNull(label, '') as label",
                            // Pets are resources, too, and belong to no branch.
                            "r.kind = 'staff' and r.branch_id is not null and r.user_id is not null"));

    private Histories() {}

    /** Has the history of a raw table kept from now on, beginning with what stands there. */
    static void keep(Engine engine, String table) throws IOException, Refused {
        var history = BY_TABLE.get(table);
        if (history == null || !isToBegin(engine, table, history)) {
            return;
        }
        var versions =
                "select %s, source_version as version, committed_at from raw.%s as r where r.is_deleted = 0 and %s"
                        .formatted(history.values(), table, history.of());
        engine.execute(
                "create materialized view if not exists raw.%s_versions to mart.%s as %s"
                        .formatted(table, history.table(), versions));
        engine.execute(
                "insert into mart.%s (%s, version, committed_at) %s"
                        .formatted(history.table(), history.columns(), versions));
    }

    /** Whether the migrations have made the history's table, and nobody fills it yet. */
    private static boolean isToBegin(Engine engine, String table, History history)
            throws IOException, Refused {
        return engine.query(
                        "select name from system.tables where (database, name) in (('mart', '%s'), ('raw', '%s_versions'))"
                                .formatted(history.table(), table))
                .equals(List.of(List.of(history.table())));
    }
}
