package com.bloompetos.api.board;

import com.bloompetos.api.alert.Alert;
import com.bloompetos.api.kpi.KpiReading;
import com.bloompetos.api.kpi.Warehouse;
import com.bloompetos.insight.kpi.Kpi;
import com.bloompetos.insight.kpi.KpiCatalogue;
import com.bloompetos.insight.rule.ReadingRule;
import com.bloompetos.insight.rule.Rules;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The readings behind an alert, each beside what its weekday brought in the eight weeks before. */
@Component
class EvidenceCharts {
    private static final int DAYS_BEFORE = 28;
    private static final int DAYS_AFTER = 7;
    private static final int WEEKS = 8;
    private static final int FEWEST_WEEKS = 3; // Two weekdays are no range.

    private static final Map<String, String> KPI_BY_RULE = kpiByRule();

    private final Warehouse warehouse;
    private final KpiCatalogue catalogue;

    EvidenceCharts(Warehouse warehouse, KpiCatalogue catalogue) {
        this.warehouse = warehouse;
        this.catalogue = catalogue;
    }

    private static Map<String, String> kpiByRule() {
        var kpis = new HashMap<String, String>();
        kpis.put(
                "silent_branch",
                "bookings"); // It looks at the clock, and bookings are what is missing.
        Rules.ALL.forEach(
                rule -> {
                    if (rule instanceof ReadingRule reads) {
                        kpis.put(rule.name(), reads.kpi());
                    }
                });
        return Map.copyOf(kpis);
    }

    /** Nothing for a rule that looks at something else than a KPI's days. */
    Optional<EvidenceChart> of(UUID organizationId, Alert alert) {
        return Optional.ofNullable(KPI_BY_RULE.get(alert.rule()))
                .flatMap(catalogue::find)
                .map(kpi -> chart(organizationId, alert, kpi));
    }

    private EvidenceChart chart(UUID organizationId, Alert alert, Kpi kpi) {
        var last = LocalDate.ofInstant(alert.openedAt(), ZoneOffset.UTC).plusDays(DAYS_AFTER);
        var first = last.minusDays(DAYS_BEFORE + DAYS_AFTER);
        var values = readings(organizationId, alert.branchId(), kpi, first.minusWeeks(WEEKS), last);
        var days =
                first.datesUntil(last.plusDays(1))
                        .filter(day -> !day.isAfter(newest(values, first)))
                        .map(day -> day(values, day))
                        .toList();
        return new EvidenceChart(
                kpi.name(),
                kpi.label(),
                kpi.unit().name().toLowerCase(Locale.ROOT),
                kpi.dateBasis().name().toLowerCase(Locale.ROOT),
                kpi.definitionVersion(),
                WEEKS,
                days);
    }

    private static LocalDate newest(Map<LocalDate, Double> values, LocalDate otherwise) {
        return values.keySet().stream().max(LocalDate::compareTo).orElse(otherwise);
    }

    private static EvidenceChart.Day day(Map<LocalDate, Double> values, LocalDate day) {
        var before =
                new ArrayList<>(
                        IntStream.rangeClosed(1, WEEKS)
                                .mapToObj(week -> values.get(day.minusWeeks(week)))
                                .flatMap(Stream::ofNullable)
                                .sorted()
                                .toList());
        if (before.size() < FEWEST_WEEKS) {
            return new EvidenceChart.Day(day, values.get(day), null, null, null);
        }
        return new EvidenceChart.Day(
                day, values.get(day), before.get(0), median(before), before.get(before.size() - 1));
    }

    private static double median(List<Double> sorted) {
        int half = sorted.size() / 2;
        return sorted.size() % 2 == 1
                ? sorted.get(half)
                : (sorted.get(half - 1) + sorted.get(half)) / 2;
    }

    private Map<LocalDate, Double> readings(
            UUID organizationId, UUID branchId, Kpi kpi, LocalDate from, LocalDate to) {
        var values = new HashMap<LocalDate, Double>();
        warehouse
                .sql(
                        """
                        select day, sum(numerator) as numerator, sum(denominator) as denominator
                        from mart.latest_readings final
                        where organization_id = toUUID('%s') and branch_id = toUUID('%s') and kpi = '%s'
                          and definition_version = %d and day between toDate('%s') and toDate('%s')
                        group by day
                        """
                                .formatted(
                                        organizationId,
                                        branchId,
                                        kpi.name(),
                                        kpi.definitionVersion(),
                                        from,
                                        to))
                .query(
                        row -> {
                            @Nullable Double value =
                                    KpiReading.value(
                                            kpi,
                                            row.getLong("numerator"),
                                            row.getLong("denominator"));
                            if (value != null) {
                                values.put(LocalDate.parse(row.getString("day")), value);
                            }
                        });
        return values;
    }
}
