package com.bloompetos.stream.batch;

import com.bloompetos.insight.kpi.Kpi;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The statements that compute one KPI for the branch days of a round. */
record KpiCells(Kpi kpi) {

    boolean reads(Set<String> tables) {
        return kpi.sources().stream().anyMatch(tables::contains);
    }

    /**
     * Which branch days must be computed again.
     *
     * @param touched a select of touched_days that are new
     */
    String fromTouched(String touched) {
        boolean reachesAll = kpi.reach() == Kpi.Reach.ORGANIZATION;
        return """
        select '%1$s' as kpi, organization_id, branch_id, day, max(version) as version
        from (
            select organization_id, branch_id, version, %2$s as day
            from (
                select organization_id, branch_id, version,
                       toDate(toUInt16(arrayJoin(range(toInt32(row_day) - %3$d, %4$s + 1)))) as reached
                from (
                    select t.organization_id as organization_id, %8$s as branch_id, max(t.version) as version,
                           if(t.day = toDate(0), today(), t.day) as row_day
                    from (%5$s) as t %9$s where t.table_name in (%6$s)
                    group by organization_id, branch_id, row_day
                )
            )
        )
        where %7$s
        group by organization_id, branch_id, day"""
                .formatted(
                        kpi.name(),
                        periodOf("reached"),
                        kpi.looksAheadDays(),
                        // Cut before it is spread out: a look back of years on every day is long.
                        isOfCalendar()
                                ? "least(toInt32(row_day) + %d, toInt32(today()))"
                                        .formatted(kpi.looksBackDays())
                                : "toInt32(row_day) + %d".formatted(kpi.looksBackDays()),
                        touched,
                        sources(),
                        isOfCalendar() ? "day <= today()" : "true",
                        reachesAll ? "b.branch_id" : "t.branch_id",
                        reachesAll
                                ? "inner join staging.branches as b on b.organization_id = t.organization_id"
                                : "");
    }

    /** Every branch day there is; where nothing was touched lately the version is unknown. */
    String fromCalendar() {
        return """
        select distinct '%s' as kpi, organization_id, branch_id, %s as day, toUInt64(0) as version
        from %s as d"""
                .formatted(kpi.name(), periodOf("d.day"), Kpi.CALENDAR);
    }

    /** Today of every branch: what counts days or a snapshot is taken even where nothing moves. */
    String fromToday() {
        return """
        select '%s' as kpi, organization_id, branch_id, %s as day, toUInt64(0) as version
        from staging.branches"""
                .formatted(kpi.name(), periodOf("today()"));
    }

    /** Whether the query asks which days there are: days to come have no reading then. */
    boolean isOfCalendar() {
        return kpi.sql().contains(Kpi.CALENDAR);
    }

    /**
     * Computes the round's cells and puts them beside what is served. Joins stay in the order that
     * the definition wrote: the engine has no statistics of raw, and joined a chain's rows by their
     * organization alone, which took minutes instead of seconds.
     *
     * @param missing structures of the source tables that raw does not hold yet; they read as empty
     * @param isWhole whether days beyond the round's cells count as well
     */
    String compute(Map<String, String> missing, boolean isWhole) {
        var cells =
                "select organization_id, branch_id, day from ledger.batch_cells where kpi = '%s'"
                        .formatted(kpi.name());
        var sql = kpi.cellsSql().replace(Kpi.CALENDAR, "(" + cells + ")");
        for (var source : kpi.sources()) {
            var structure = missing.get(source);
            if (structure == null) {
                continue;
            }
            sql =
                    sql.replaceAll(
                            "\\bstaging\\." + source + "\\b",
                            "null('" + structure.replace("'", "\\\\'") + "')");
        }
        var where = isWhole ? "true" : "(organization_id, branch_id, day) in (" + cells + ")";
        return """
        insert into ledger.batch_found
        select '%1$s', %2$d, f.organization_id, f.branch_id, f.day, f.dimensions, f.computed_numerator, f.computed_denominator,
               f.computed_numerator_state, f.computed_denominator_state, f.computed_quantile_state,
               greatest(c.version, f.old_version), f.old_numerator, f.old_denominator, f.old_version, f.had, f.differs
        from (
            select organization_id, branch_id, day, dimensions,
                   sumIf(numerator, served = 0) as computed_numerator, sumIf(denominator, served = 0) as computed_denominator,
                   uniqExactMergeStateIf(numerator_state, served = 0) as computed_numerator_state,
                   uniqExactMergeStateIf(denominator_state, served = 0) as computed_denominator_state,
                   quantilesExactMergeStateIf(0.5, 0.9)(quantile_state, served = 0) as computed_quantile_state,
                   sumIf(numerator, served = 1) as old_numerator, sumIf(denominator, served = 1) as old_denominator,
                   max(served_version) as old_version, max(served) as had,
                   computed_numerator != old_numerator or computed_denominator != old_denominator
                       or uniqExactMerge(numerator_state) != finalizeAggregation(computed_numerator_state)
                       or uniqExactMerge(denominator_state) != finalizeAggregation(computed_denominator_state)
                       or toString(finalizeAggregation(computed_quantile_state)) != toString(quantilesExactMergeIf(0.5, 0.9)(quantile_state, served = 1)) as differs
            from (
                select organization_id, branch_id, day, dimensions, numerator, denominator,
                       numerator_state, denominator_state, quantile_state, toUInt64(0) as served_version, 0 as served
                from (
        %3$s
                )
                where %4$s
                union all
                select organization_id, branch_id, day, dimensions, numerator, denominator,
                       numerator_state, denominator_state, quantile_state, version as served_version, 1 as served
                from mart.latest_readings final
                where kpi = '%1$s' and definition_version = %2$d and %4$s
            )
            group by organization_id, branch_id, day, dimensions
        ) as f
        left join (select * from ledger.batch_cells where kpi = '%1$s') as c
            on c.organization_id = f.organization_id and c.branch_id = f.branch_id and c.day = f.day
        settings max_threads = 1, query_plan_optimize_join_order_limit = 0"""
                .formatted(kpi.name(), kpi.definitionVersion(), sql, where);
    }

    private String sources() {
        return kpi.sources().stream()
                .map(table -> "'" + table + "'")
                .collect(Collectors.joining(", "));
    }

    /** As {@link Kpi#periodOf}, in the warehouse's words. */
    private String periodOf(String day) {
        return switch (kpi.grain()) {
            case HOUR, DAY, SNAPSHOT -> day;
            case WEEK -> "toMonday(" + day + ")";
            case MONTH -> "toStartOfMonth(" + day + ")";
        };
    }
}
