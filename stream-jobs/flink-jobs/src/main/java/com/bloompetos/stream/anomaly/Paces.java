package com.bloompetos.stream.anomaly;

import com.bloompetos.stream.warehouse.Engine;
import com.bloompetos.stream.warehouse.Refused;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Reads from the log of readings when in the day each branch's numbers grew lately. A history that
 * was loaded afterwards has no pace, and says so.
 */
final class Paces {
    private static final int DAYS = 14;
    private static final String KPIS = "'bookings', 'net_sales'";

    private Paces() {}

    /** By chain, KPI and branch. */
    static Map<String, Map<String, Map<String, Pace>>> of(
            Engine engine, Map<String, OpeningHours> branches, Instant now)
            throws IOException, Refused {
        var paces = new HashMap<String, Map<String, Map<String, Pace>>>();
        var rows =
                engine.query(
                        """
                        select kpi, branch_id, slot, sum(grown)
                        from (
                            select kpi, branch_id, least(dateDiff('minute', toDateTime(day, 'UTC'), recorded_at), 10000) as minute,
                                   intDiv(minute + 1440, %1$d) * %1$d - 1440 as slot,
                                   numerator - lagInFrame(numerator) over (
                                       partition by organization_id, kpi, definition_version, branch_id, day, dimensions order by version
                                       rows between 1 preceding and current row) as grown
                            from mart.readings
                            where kpi in (%2$s) and day between today() - %3$d and today() - 2
                        )
                        group by kpi, branch_id, slot
                        settings max_threads = 1"""
                                .formatted(Pace.SLOT_MINUTES, KPIS, DAYS));
        for (var row : rows) {
            var branch = branches.get(row.get(1));
            if (branch == null) {
                continue;
            }
            int offset = branch.zone().getRules().getOffset(now).getTotalSeconds() / 60;
            paces.computeIfAbsent(branch.chain(), any -> new HashMap<>())
                    .computeIfAbsent(row.get(0), any -> new HashMap<>())
                    .computeIfAbsent(row.get(1), any -> new Pace())
                    .add(Integer.parseInt(row.get(2)) + offset, Double.parseDouble(row.get(3)));
        }
        return paces;
    }
}
