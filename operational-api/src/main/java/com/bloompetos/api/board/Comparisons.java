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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    private static final int MOST_KNOWN = 500; // Branches and days that somebody looked at.

    private final Warehouse warehouse;
    private final Map<Place, Known> known =
            new LinkedHashMap<>() {
                @Override
                protected boolean removeEldestEntry(Map.Entry<Place, Known> eldest) {
                    return size() > MOST_KNOWN;
                }
            };

    Comparisons(Warehouse warehouse) {
        this.warehouse = warehouse;
    }

    /** The poll asks, and at times who takes a table along. */
    synchronized Map<String, Comparison> of(Place place, List<Kpi> kpis, Instant now) {
        if (place.shown(now).isAfter(place.on(null).shown(now))) {
            return Map.of(); // A day that has not begun is no part of one.
        }
        var until =
                place.gone(now)
                        .atZone(place.zone())
                        .minusWeeks(1)
                        .truncatedTo(ChronoUnit.MINUTES)
                        .toInstant();
        var last = known.get(place);
        if (last != null && last.until().equals(until)) {
            return last.values();
        }
        Map<String, Comparison> values =
                Warehouse.orNothingYet(
                        () -> read(place, kpis, place.shown(now).minusWeeks(1), until), Map.of());
        known.put(place, new Known(until, values));
        return values;
    }

    private Map<String, Comparison> read(
            Place place, List<Kpi> kpis, LocalDate day, Instant until) {
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
