package com.bloompetos.api.kpi;

import com.bloompetos.insight.kpi.Kpi;
import java.time.LocalDate;
import java.util.List;
import org.springframework.stereotype.Service;

/** The served readings of one branch. */
@Service
class KpiHistory {
    private final Warehouse warehouse;

    KpiHistory(Warehouse warehouse) {
        this.warehouse = warehouse;
    }

    List<KpiReading> between(Kpi kpi, KpiPlace place, LocalDate from, LocalDate to) {
        return warehouse
                .sql(
                        """
                        select day, sum(numerator) as numerator, sum(denominator) as denominator,
                               toInt64(max(version)) as version
                        from mart.latest_readings final
                        where organization_id = toUUID(?) and kpi = ? and definition_version = ?
                          and branch_id = toUUID(?) and day between toDate(?) and toDate(?)
                        group by day
                        order by day
                        """)
                .params(
                        place.organizationId().toString(),
                        kpi.name(),
                        kpi.definitionVersion(),
                        place.branchId().toString(),
                        from.toString(),
                        to.toString())
                .query(
                        (row, number) ->
                                KpiReading.of(
                                        kpi,
                                        LocalDate.parse(row.getString("day")),
                                        row.getLong("numerator"),
                                        row.getLong("denominator"),
                                        row.getLong("version")))
                .list();
    }
}
