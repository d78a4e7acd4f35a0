package com.bloompetos.api.board;

import com.bloompetos.api.board.Board.Comparison;
import com.bloompetos.api.board.Board.Day;
import com.bloompetos.api.board.Board.Figure;
import com.bloompetos.api.kpi.KpiReading;
import com.bloompetos.api.kpi.KpiTeller;
import com.bloompetos.api.kpi.Warehouse;
import com.bloompetos.insight.kpi.Kpi;
import com.bloompetos.insight.kpi.KpiCatalogue;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What the warehouse says of all branches that somebody watches: one query, however many watch. */
@Component
class WarehouseNumbers {
    private static final int DAYS = 14; // Behind today: two of each weekday.

    private final Warehouse warehouse;
    private final Comparisons comparisons;
    private final List<Kpi> kpis;

    WarehouseNumbers(Warehouse warehouse, Comparisons comparisons, KpiCatalogue catalogue) {
        this.warehouse = warehouse;
        this.comparisons = comparisons;
        this.kpis = KpiTeller.ofADay(catalogue);
    }

    Map<Place, List<Figure>> read(Collection<Place> places, Instant now) {
        var readings = readings(places, now);
        return places.stream()
                .collect(Collectors.toMap(place -> place, place -> figures(place, now, readings)));
    }

    private List<Figure> figures(Place place, Instant now, Map<Cell, Parts> readings) {
        var before = comparisons.of(place, kpis, now);
        return kpis.stream()
                .map(kpi -> figure(place, kpi, now, readings, before.get(kpi.name())))
                .toList();
    }

    private static Figure figure(
            Place place,
            Kpi kpi,
            Instant now,
            Map<Cell, Parts> readings,
            @Nullable Comparison before) {
        var today = place.shown(now);
        var parts = partsOn(readings, place, kpi, today);
        var days =
                IntStream.rangeClosed(-DAYS, 0)
                        .mapToObj(today::plusDays)
                        .map(day -> new Day(day, partsOn(readings, place, kpi, day).value(kpi)))
                        .toList();
        return new Figure(
                kpi.name(),
                kpi.label(),
                lower(kpi.unit()),
                lower(kpi.direction()),
                lower(kpi.dateBasis()),
                kpi.definitionVersion(),
                kpi.description(),
                parts.numerator(),
                parts.denominator(),
                parts.value(kpi),
                before,
                days);
    }

    private static Parts partsOn(Map<Cell, Parts> readings, Place place, Kpi kpi, LocalDate day) {
        return readings.getOrDefault(new Cell(place.branchId(), kpi.name(), day), Parts.NONE);
    }

    private Map<Cell, Parts> readings(Collection<Place> places, Instant now) {
        var today = places.stream().map(place -> place.shown(now)).sorted().toList();
        var readings = new HashMap<Cell, Parts>();
        warehouse
                .sql(
                        """
                        select branch_id, kpi, day,
                               sum(numerator) as numerator, sum(denominator) as denominator
                        from mart.latest_readings final
                        where organization_id in (%s) and (kpi, definition_version) in (%s) and branch_id in (%s)
                          and day between toDate('%s') and toDate('%s')
                        group by branch_id, kpi, day
                        """
                                .formatted(
                                        organizations(places),
                                        kpis.stream()
                                                .map(
                                                        kpi ->
                                                                "('%s', %d)"
                                                                        .formatted(
                                                                                kpi.name(),
                                                                                kpi
                                                                                        .definitionVersion()))
                                                .collect(Collectors.joining(", ")),
                                        branches(places),
                                        today.get(0).minusDays(DAYS),
                                        today.get(today.size() - 1)))
                .query(
                        row -> {
                            readings.put(
                                    new Cell(
                                            UUID.fromString(row.getString("branch_id")),
                                            row.getString("kpi"),
                                            LocalDate.parse(row.getString("day"))),
                                    new Parts(
                                            row.getLong("numerator"), row.getLong("denominator")));
                        });
        return readings;
    }

    static String organizations(Collection<Place> places) {
        return ids(places.stream().map(Place::organizationId).distinct().toList());
    }

    static String branches(Collection<Place> places) {
        return ids(places.stream().map(Place::branchId).distinct().toList());
    }

    private static String ids(List<UUID> ids) {
        return ids.stream().map("toUUID('%s')"::formatted).collect(Collectors.joining(", "));
    }

    private static String lower(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT);
    }

    private record Cell(UUID branchId, String kpi, LocalDate day) {}

    private record Parts(long numerator, long denominator) {
        static final Parts NONE = new Parts(0, 0);

        @Nullable Double value(Kpi kpi) {
            return KpiReading.value(kpi, numerator, denominator);
        }
    }
}
