package com.bloompetos.api.kpi;

import com.bloompetos.insight.kpi.Kpi;
import com.bloompetos.insight.kpi.KpiCatalogue;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * Tells a KPI to who does not ask by address: the same readings, roll-ups and walls as behind the
 * addresses, since the branches are those of a {@link KpiScope}.
 */
@Service
public class KpiTeller {
    private static final List<String> OF_A_DAY =
            List.of("bookings", "net_sales", "no_show_rate", "utilisation");

    private final KpiRollUps rollUps;
    private final KpiSeals seals;
    private final CompletenessReader completeness;
    private final FreshnessReader freshness;
    private final Clock clock = Clock.systemUTC();

    KpiTeller(
            KpiRollUps rollUps,
            KpiSeals seals,
            CompletenessReader completeness,
            FreshnessReader freshness) {
        this.rollUps = rollUps;
        this.seals = seals;
        this.completeness = completeness;
        this.freshness = freshness;
    }

    /** The few numbers of a day that a branch looks at. */
    public static List<Kpi> ofADay(KpiCatalogue catalogue) {
        return OF_A_DAY.stream().map(name -> catalogue.find(name).orElseThrow()).toList();
    }

    /** What an answer is divided by: a place or a period, a dimension, or the day of the week. */
    public record Division(@Nullable RollUpBy by, @Nullable String dimension) {
        public static final Division DAY_OF_WEEK = new Division(null, null);
    }

    /**
     * @param division absent for one number
     */
    public record Asked(
            Kpi kpi, LocalDate from, LocalDate to, Cut cut, @Nullable Division division) {}

    /**
     * @param groups empty where one number was asked for
     * @param sql the statement that the warehouse answered
     */
    public record Told(
            KpiGroup total,
            List<KpiGroup> groups,
            @Nullable KpiSeal seal,
            @Nullable Completeness completeness,
            Freshness freshness,
            String sql) {}

    public Told tell(KpiScope scope, Asked asked) {
        var readings = readings(scope, asked);
        // Before the readings: whatever they hold is at least as new as this says.
        var fresh = freshness.now();
        var to = lastDay(scope, asked);
        return new Told(
                rollUps.total(readings, asked.from(), to),
                groups(scope, asked, readings, to),
                seals.of(asked.kpi(), scope.organizationId(), scope.branchIds()).orElse(null),
                completeness.of(asked.kpi(), scope.organizationId()).orElse(null),
                fresh,
                sql(scope, asked, readings, to));
    }

    /** The same over other days. */
    public KpiGroup total(KpiScope scope, Asked asked, LocalDate from, LocalDate to) {
        return rollUps.total(readings(scope, asked), from, to);
    }

    /** With the same weekdays of four weeks before. */
    public @Nullable KpiComparison sameWeekday(KpiScope scope, Asked asked) {
        var question =
                KpiQuestion.of(
                        asked.kpi(),
                        scope.kind(),
                        asked.from(),
                        asked.to(),
                        null,
                        "same_weekday",
                        null);
        return rollUps.compare(question, readings(scope, asked), scope.runningDay(clock));
    }

    /** A state is that of one evening for all branches: where the day has begun at each of them. */
    private LocalDate lastDay(KpiScope scope, Asked asked) {
        var running = scope.runningDay(clock);
        return asked.kpi().isState() && asked.to().isAfter(running) ? running : asked.to();
    }

    private static ReadingsSql readings(KpiScope scope, Asked asked) {
        return new ReadingsSql(
                asked.kpi(), scope.organizationId(), scope.branchIds(), null, asked.cut());
    }

    private List<KpiGroup> groups(KpiScope scope, Asked asked, ReadingsSql readings, LocalDate to) {
        var division = asked.division();
        if (division == null) {
            return List.of();
        }
        var by = division.by();
        if (by == null) {
            return rollUps.groups(asked.kpi(), sql(scope, asked, readings, to));
        }
        var told = rollUps.by(by, readings, scope, asked.from(), to);
        return by.isPeriod() ? told : withSilentPlaces(asked.kpi(), by, scope, told);
    }

    /** A place without a single reading counted nothing; of a rate it has none. */
    private static List<KpiGroup> withSilentPlaces(
            Kpi kpi, RollUpBy by, KpiScope scope, List<KpiGroup> told) {
        if (kpi.isDivided() || kpi.additivity() != Kpi.Additivity.SUM) {
            return told;
        }
        Function<KpiScope.Site, UUID> place =
                switch (by) {
                    case BRAND -> KpiScope.Site::brandId;
                    case FRANCHISE -> KpiScope.Site::franchiseId;
                    case BRANCH, DAY, WEEK, MONTH -> KpiScope.Site::branchId;
                };
        var all = new ArrayList<>(told);
        var keys = new HashSet<String>();
        told.forEach(group -> keys.add(group.key()));
        for (var site : scope.sites()) {
            var key = place.apply(site).toString();
            if (keys.add(key)) {
                all.add(new KpiGroup(key, 0, 0, 0.0, null, null, 0, 0));
            }
        }
        return all;
    }

    private static String sql(KpiScope scope, Asked asked, ReadingsSql readings, LocalDate to) {
        var division = asked.division();
        if (division == null) {
            return readings.total(asked.from(), to);
        }
        if (division.dimension() != null) {
            return readings.byDimension(division.dimension(), asked.from(), to);
        }
        var by = division.by();
        return by == null
                ? readings.byDayOfWeek(asked.from(), to)
                : KpiRollUps.sql(by, readings, scope, asked.from(), to);
    }
}
