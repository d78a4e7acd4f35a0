package com.bloompetos.api.kpi;

import com.bloompetos.insight.kpi.Kpi;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Reads the seals that the batch leaves. */
@Component
class KpiSeals {
    private final Warehouse warehouse;

    KpiSeals(Warehouse warehouse) {
        this.warehouse = warehouse;
    }

    Optional<KpiSeal> of(Kpi kpi, KpiPlace place) {
        return warehouse
                .sql(
                        """
                        select toInt64(version) as version, toUnixTimestamp64Milli(sealed_at) as sealed_at,
                               toInt64(cells) as cells, toInt64(differing) as differing
                        from mart.seals final
                        where organization_id = toUUID(?) and kpi = ? and definition_version = ?
                          and branch_id = toUUID(?)
                        """)
                .params(
                        place.organizationId().toString(),
                        kpi.name(),
                        kpi.definitionVersion(),
                        place.branchId().toString())
                .query(
                        (row, number) ->
                                new KpiSeal(
                                        row.getLong("version"),
                                        Instant.ofEpochMilli(row.getLong("sealed_at")),
                                        row.getLong("cells"),
                                        row.getLong("differing")))
                .optional();
    }
}
