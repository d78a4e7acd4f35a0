package com.bloompetos.api.kpi;

import com.bloompetos.insight.kpi.Kpi;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Reads the seals that the batch leaves. */
@Component
class KpiSeals {
    private final Warehouse warehouse;

    KpiSeals(Warehouse warehouse) {
        this.warehouse = warehouse;
    }

    /** Of several branches together: no newer than the oldest of theirs. */
    Optional<KpiSeal> of(Kpi kpi, UUID organizationId, Collection<UUID> branches) {
        return warehouse
                .sql(
                        """
                        select toInt64(min(version)) as version,
                               toUnixTimestamp64Milli(min(sealed_at)) as sealed_at, toInt64(sum(cells)) as cells,
                               toInt64(sum(differing)) as differing, toInt64(count()) as branches
                        from mart.seals final
                        where organization_id = toUUID('%s') and kpi = '%s' and definition_version = %d
                          and branch_id in (%s)
                        """
                                .formatted(
                                        organizationId,
                                        kpi.name(),
                                        kpi.definitionVersion(),
                                        ReadingsSql.quoted(branches)))
                .query(
                        (row, number) ->
                                new KpiSeal(
                                        row.getLong("version"),
                                        Instant.ofEpochMilli(row.getLong("sealed_at")),
                                        row.getLong("cells"),
                                        row.getLong("differing"),
                                        row.getLong("branches")))
                .optional()
                .filter(seal -> seal.branches() > 0);
    }
}
