package com.bloompetos.api.board;

import static java.util.Objects.requireNonNull;

import com.bloompetos.api.board.Board.Comparison;
import com.bloompetos.api.kpi.KpiReading;
import com.bloompetos.api.kpi.Warehouse;
import com.bloompetos.insight.kpi.Kpi;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Each KPI on the same weekday last week, up to this minute. It is the KPI's own definition over
 * fewer rows, so it cannot drift from it; being history, it is asked once a minute, not once a
 * poll.
 */
@Component
class Comparisons {
    private static final Pattern SOURCE = Pattern.compile("from\\s+staging\\.(\\w+)");
    private static final Pattern DAY = Pattern.compile("(\\w+)\\s+as\\s+day\\b");

    private final Warehouse warehouse;
    private final Map<UUID, Known> known = new HashMap<>();

    Comparisons(Warehouse warehouse) {
        this.warehouse = warehouse;
    }

    /** Called by the poll's one thread. */
    Map<String, Comparison> of(Place place, List<Kpi> kpis, Instant now) {
        var until =
                now.atZone(place.zone()).minusWeeks(1).truncatedTo(ChronoUnit.MINUTES).toInstant();
        var last = known.get(place.branchId());
        if (last != null && last.until().equals(until)) {
            return last.values();
        }
        Map<String, Comparison> values =
                Warehouse.orNothingYet(() -> read(place, kpis, until), Map.of());
        known.put(place.branchId(), new Known(until, values));
        return values;
    }

    private Map<String, Comparison> read(Place place, List<Kpi> kpis, Instant until) {
        var day = place.today(until);
        var sql =
                kpis.stream()
                        .map(kpi -> upTo(kpi, place, day, until))
                        .flatMap(Optional::stream)
                        .collect(Collectors.joining("\nunion all\n"));
        var byName = kpis.stream().collect(Collectors.toMap(Kpi::name, kpi -> kpi));
        var values = new HashMap<String, Comparison>();
        warehouse
                .sql(sql)
                .query(
                        row -> {
                            var kpi = requireNonNull(byName.get(row.getString("kpi")));
                            var numerator = row.getLong("numerator");
                            var denominator = row.getLong("denominator");
                            values.put(
                                    kpi.name(),
                                    new Comparison(
                                            day,
                                            until,
                                            numerator,
                                            denominator,
                                            KpiReading.value(kpi, numerator, denominator)));
                        });
        return values;
    }

    /** Nothing for a definition of another shape: a page without a comparison beats a wrong one. */
    static Optional<String> upTo(Kpi kpi, Place place, LocalDate day, Instant until) {
        var source = SOURCE.matcher(kpi.sql());
        var dayColumn = DAY.matcher(kpi.sql());
        if (kpi.additivity() != Kpi.Additivity.SUM
                || kpi.sources().size() != 1
                || !source.find()
                || !dayColumn.find()) {
            return Optional.empty();
        }
        var rows =
                """
                from (select * from staging.%s where organization_id = toUUID('%s') and branch_id = toUUID('%s')
                      and %s = toDate('%s') and %s <= fromUnixTimestamp64Milli(%d, 'UTC'))"""
                        .formatted(
                                source.group(1),
                                place.organizationId(),
                                place.branchId(),
                                dayColumn.group(1),
                                day,
                                momentOf(kpi),
                                until.toEpochMilli());
        return Optional.of(
                "select '%s' as kpi, toInt64(sum(numerator)) as numerator, toInt64(sum(denominator)) as denominator from (%s)"
                        .formatted(kpi.name(), source.replaceFirst(rows)));
    }

    /** The instant that belongs to the day by which a KPI counts. */
    private static String momentOf(Kpi kpi) {
        return switch (kpi.dateBasis()) {
            case SCHEDULED -> "appointment_date";
            case SERVICE -> "service_date";
            case BOOKED, SALE, PAID, MOVED, DUE, SEARCHED, ANSWERED -> "created_at";
            case OPENED -> "opened_at";
        };
    }

    private record Known(Instant until, Map<String, Comparison> values) {}
}
