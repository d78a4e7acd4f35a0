package com.bloompetos.stream.anomaly;

import com.bloompetos.insight.kpi.Kpi;
import com.bloompetos.stream.warehouse.Engine;
import com.bloompetos.stream.warehouse.Refused;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The readings that were told since the last look, one sum per KPI, branch and day. */
final class ChangedReadings {
    /** A reading is inserted a while after the moment that it carries. */
    private static final long OVERLAP_MICROS = 5_000_000;

    private final Engine engine;
    private final List<String> kpis;
    private final int days;
    private final Map<String, Long> seen = new HashMap<>();
    private final Set<String> unread = new HashSet<>();
    private long from;

    record Cell(
            String kpi,
            String organizationId,
            String branchId,
            LocalDate day,
            double numerator,
            double denominator,
            long version,
            long recordedMicros) {

        String key() {
            return kpi + '/' + branchId + '/' + day;
        }
    }

    ChangedReadings(Engine engine, Collection<Kpi> kpis, int days) {
        this.engine = engine;
        this.days = days;
        this.kpis =
                kpis.stream()
                        .map(kpi -> "('%s', %d)".formatted(kpi.name(), kpi.definitionVersion()))
                        .toList();
    }

    /** Everything is read again with the next look. */
    void forget() {
        from = 0;
        seen.clear();
        unread.clear();
    }

    /** The branch's past is read with the next look; that of the others stands. */
    void readPast(String branchId) {
        unread.add(branchId);
    }

    List<Cell> look() throws IOException, Refused {
        var cells = new ArrayList<Cell>();
        if (from == 0) {
            cells.addAll(past("true"));
        } else {
            if (!unread.isEmpty()) {
                var past =
                        past(
                                "branch_id in ('%s')"
                                        .formatted(String.join("', '", new TreeSet<>(unread))));
                past.forEach(cell -> seen.remove(cell.key()));
                cells.addAll(past);
            }
            var all = String.join(", ", kpis);
            cells.addAll(
                    read(
                            all,
                            """
                            (organization_id, kpi, branch_id, day) in (
                                select organization_id, kpi, branch_id, day from mart.latest_readings
                                where recorded_at >= fromUnixTimestamp64Micro(%d) and (kpi, definition_version) in (%s))"""
                                    .formatted(from - OVERLAP_MICROS, all)));
        }
        unread.clear();
        cells.removeIf(cell -> !isNew(cell));
        long newest = cells.stream().mapToLong(Cell::recordedMicros).max().orElse(0);
        from = Math.max(from, newest);
        seen.values().removeIf(recorded -> recorded < from - 2 * OVERLAP_MICROS);
        return cells;
    }

    /** One KPI after the other: together they are a chain's ten weeks at once. */
    private List<Cell> past(String which) throws IOException, Refused {
        var cells = new ArrayList<Cell>();
        for (var kpi : kpis) {
            cells.addAll(read(kpi, which));
        }
        return cells;
    }

    private List<Cell> read(String of, String which) throws IOException, Refused {
        return engine
                .query(
                        """
                        select kpi, organization_id, branch_id, day, sum(numerator), sum(denominator), max(version),
                               toUnixTimestamp64Micro(max(recorded_at))
                        from mart.latest_readings final
                        where (kpi, definition_version) in (%s) and day >= today() - %d and %s
                        group by kpi, organization_id, branch_id, day
                        settings max_threads = 1"""
                                .formatted(of, days, which))
                .stream()
                .map(ChangedReadings::cell)
                .toList();
    }

    private boolean isNew(Cell cell) {
        var before = seen.put(cell.key(), cell.recordedMicros());
        return before == null || before < cell.recordedMicros();
    }

    private static Cell cell(List<String> row) {
        return new Cell(
                row.get(0),
                row.get(1),
                row.get(2),
                LocalDate.parse(row.get(3)),
                Double.parseDouble(row.get(4)),
                Double.parseDouble(row.get(5)),
                Long.parseLong(row.get(6)),
                Long.parseLong(row.get(7)));
    }
}
