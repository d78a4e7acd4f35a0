package com.bloompetos.api.kpi;

import com.bloompetos.api.problem.Problem;
import com.bloompetos.api.problem.ProblemType;
import com.bloompetos.insight.kpi.Kpi;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Adds readings up over branches and days, as far as the KPI's kind allows. */
@Service
class KpiRollUps {
    /** Below it a number moves by a twentieth and more with each single one that is counted. */
    private static final long FEW = 20;

    private final Warehouse warehouse;

    KpiRollUps(Warehouse warehouse) {
        this.warehouse = warehouse;
    }

    KpiGroup total(ReadingsSql readings, LocalDate from, LocalDate to) {
        return groups(readings.kpi(), readings.total(from, to)).stream()
                .findFirst()
                .orElseGet(() -> nothing(readings.kpi()));
    }

    /** Periods in their order; places from the best to the worst, as far as the KPI knows good. */
    List<KpiGroup> by(
            RollUpBy by, ReadingsSql readings, KpiScope scope, LocalDate from, LocalDate to) {
        var groups = groups(readings.kpi(), sql(by, readings, scope, from, to));
        return by.isPeriod() ? groups : ranked(readings.kpi(), groups);
    }

    static String sql(
            RollUpBy by, ReadingsSql readings, KpiScope scope, LocalDate from, LocalDate to) {
        return switch (by) {
            case DAY, WEEK, MONTH -> readings.byPeriod(by, from, to);
            case BRANCH -> readings.byBranch(from, to);
            case FRANCHISE ->
                    readings.byPlace(placeOf(scope, KpiScope.Site::franchiseId), from, to);
            case BRAND -> readings.byPlace(placeOf(scope, KpiScope.Site::brandId), from, to);
        };
    }

    private static Map<UUID, UUID> placeOf(KpiScope scope, Function<KpiScope.Site, UUID> place) {
        return scope.sites().stream().collect(Collectors.toMap(KpiScope.Site::branchId, place));
    }

    private static List<KpiGroup> ranked(Kpi kpi, List<KpiGroup> groups) {
        Comparator<Double> best =
                kpi.direction() == Kpi.Direction.DOWN
                        ? Comparator.naturalOrder()
                        : Comparator.reverseOrder();
        return groups.stream()
                .sorted(Comparator.comparing(KpiGroup::value, Comparator.nullsLast(best)))
                .toList();
    }

    /** What the preceding weeks say, if that was asked; without a whole day there is nothing. */
    @Nullable KpiComparison compare(
            KpiQuestion question, ReadingsSql readings, LocalDate runningDay) {
        if (question.weeks() == 0) {
            return null;
        }
        var whole =
                SameWeekday.of(
                        question.kpi(),
                        question.from(),
                        question.to(),
                        question.weeks(),
                        runningDay);
        return whole.map(weekday -> compare(readings, weekday))
                .orElseGet(() -> nothingIsOver(runningDay));
    }

    private static KpiComparison nothingIsOver(LocalDate runningDay) {
        return new KpiComparison(
                "same_weekday", null, null, runningDay, null, null, 0, 0, false, List.of());
    }

    private KpiComparison compare(ReadingsSql readings, SameWeekday weekday) {
        var kpi = readings.kpi();
        var found = new HashMap<Integer, KpiGroup>();
        for (var group : groups(kpi, readings.byWeekday(weekday))) {
            found.put(Integer.parseInt(group.key()), group);
        }
        var compared = found.getOrDefault(0, nothing(kpi));
        var before = before(weekday, found);
        return new KpiComparison(
                "same_weekday",
                weekday.from(),
                weekday.to(),
                weekday.running(),
                compared.value(),
                mean(kpi, before),
                before.size(),
                before.size() * weekday.shiftDays() / 7,
                isFew(kpi, compared, before),
                before);
    }

    private static List<KpiComparison.Before> before(
            SameWeekday weekday, Map<Integer, KpiGroup> found) {
        var before = new ArrayList<KpiComparison.Before>();
        var spans = weekday.spans();
        for (int period = 1; period < spans.size(); period++) {
            var group = found.get(period);
            if (group != null) {
                var span = spans.get(period);
                before.add(
                        new KpiComparison.Before(
                                span.from(),
                                span.to(),
                                group.numerator(),
                                group.denominator(),
                                group.value(),
                                group.branches()));
            }
        }
        return before;
    }

    static @Nullable Double mean(Kpi kpi, List<KpiComparison.Before> before) {
        if (before.isEmpty()) {
            return null;
        }
        if (kpi.isDivided() && kpi.additivity() != Kpi.Additivity.QUANTILE) {
            return KpiReading.value(
                    kpi,
                    before.stream().mapToLong(KpiComparison.Before::numerator).sum(),
                    before.stream().mapToLong(KpiComparison.Before::denominator).sum());
        }
        var values = new ArrayList<Double>();
        for (var period : before) {
            if (period.value() != null) {
                values.add(period.value());
            }
        }
        return values.isEmpty()
                ? null
                : values.stream().mapToDouble(Double::doubleValue).sum() / values.size();
    }

    /** What is counted: appointments behind a rate, visits as such; of money nobody knows. */
    private static boolean isFew(Kpi kpi, KpiGroup compared, List<KpiComparison.Before> before) {
        if (!kpi.isDivided()) {
            return kpi.unit() == Kpi.Unit.COUNT
                    && (compared.numerator() < FEW
                            || before.stream().anyMatch(period -> period.numerator() < FEW));
        }
        return compared.denominator() < FEW
                || before.stream().anyMatch(period -> period.denominator() < FEW);
    }

    List<KpiGroup> groups(Kpi kpi, String sql) {
        return warehouse.sql(sql).query((row, number) -> group(kpi, row)).list();
    }

    private static KpiGroup group(Kpi kpi, ResultSet row) throws SQLException {
        long numerator = row.getLong("upper_part");
        long denominator = row.getLong("lower_part");
        var day = LocalDate.parse(row.getString("last_day"));
        var value = KpiReading.value(kpi, numerator, denominator);
        Double p90 = null;
        if (kpi.additivity() == Kpi.Additivity.QUANTILE) {
            var quantiles = row.getString("quantiles").replaceAll("[\\[\\] ]", "").split(",", -1);
            if (denominator > 0 && !quantiles[0].matches("-?[0-9.]+(e[+-]?[0-9]+)?")) {
                throw withoutValues(kpi);
            }
            value = denominator == 0 ? null : Double.valueOf(quantiles[0]);
            p90 = denominator == 0 ? null : Double.valueOf(quantiles[1]);
        }
        return new KpiGroup(
                row.getString("grouped"),
                numerator,
                denominator,
                value,
                p90,
                kpi.isState() ? day : null,
                row.getLong("sites"),
                row.getLong("newest"));
    }

    /** Readings without the values that they were made of; the stream tells none of those. */
    private static Problem withoutValues(Kpi kpi) {
        return Problem.invalid(
                ProblemType.NOT_ADDED_UP,
                "from",
                "%s rolls up as %s, and the values are not kept with these readings: ask for other days."
                        .formatted(kpi.name(), KpiAnswer.lower(kpi.additivity())));
    }

    private static KpiGroup nothing(Kpi kpi) {
        return new KpiGroup("", 0, 0, KpiReading.value(kpi, 0, 0), null, null, 0, 0);
    }
}
