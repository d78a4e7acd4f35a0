package com.bloompetos.api.kpi;

import com.bloompetos.insight.kpi.Kpi;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Reads what reconciliation has counted. */
@Component
class CompletenessReader {
    private final Warehouse warehouse;

    CompletenessReader(Warehouse warehouse) {
        this.warehouse = warehouse;
    }

    /** Of the tables that the KPI reads; nothing before the first count. */
    Optional<Completeness> of(Kpi kpi, UUID organizationId) {
        return warehouse
                .sql(
                        """
                        select toUnixTimestamp64Milli(min(checked_at)) as checked_at,
                               toInt64(sum(differing)) as differing,
                               if(sum(source_rows) = 0, 1, least(1, sum(warehouse_rows) / sum(source_rows))) as share
                        from mart.completeness final
                        where organization_id = toUUID('%s') and table_name in (%s)
                        having count() > 0
                        """
                                .formatted(
                                        organizationId,
                                        kpi.sources().stream()
                                                .map(table -> "'" + table + "'")
                                                .collect(Collectors.joining(", "))))
                .query(
                        (row, number) ->
                                new Completeness(
                                        row.getDouble("share"),
                                        row.getLong("differing"),
                                        Instant.ofEpochMilli(row.getLong("checked_at"))))
                .optional();
    }
}
