package com.bloompetos.insight.kpi;

import java.util.List;

/**
 * How readings of a KPI become one, as aggregates over the columns of {@code mart.latest_readings}:
 * the same words for the API, for Superset and for whoever measures them.
 *
 * <p>Parts are summed and divided last. A state, as a snapshot or a cohort is, counts on the last
 * day of whatever it is grouped by and is never added over time. Ids that several branches count
 * are counted once, and values are merged into quantiles.
 *
 * @param numerator the upper part, or the value itself
 * @param denominator the lower part; 0 where nothing is divided
 * @param quantiles median and ninth decile of a KPI of quantiles, otherwise an empty array
 * @param value the number that people read: null where there is nothing to divide by
 */
public record RollUp(String numerator, String denominator, String quantiles, String value) {
    private static final String NO_QUANTILES = "cast([], 'Array(Float64)')";

    /** Over all readings that are selected. */
    static RollUp of(Kpi kpi) {
        return of(kpi, kpi.merges(), "");
    }

    /** Over those that meet a condition, where readings of several KPIs stand together. */
    static RollUp where(Kpi kpi, String condition) {
        return of(kpi, kpi.merges(), condition);
    }

    /** Of one cell: it counted its ids itself, and what it counted is its parts. */
    static RollUp ofOneCell(Kpi kpi) {
        return of(kpi, List.of(), "");
    }

    private static RollUp of(Kpi kpi, List<String> merged, String condition) {
        var numerator = part(kpi, merged, "numerator", condition);
        var denominator = part(kpi, merged, "denominator", condition);
        if (kpi.additivity() == Kpi.Additivity.QUANTILE) {
            var quantiles =
                    aggregate(
                            kpi, "quantilesExactMerge", "(0.5, 0.9)", "quantile_state", condition);
            // Nothing counted has no median, where the engine would say nan.
            return new RollUp(
                    numerator,
                    denominator,
                    quantiles,
                    "if(%s = 0, null, %s[1])".formatted(denominator, quantiles));
        }
        return new RollUp(
                numerator,
                denominator,
                NO_QUANTILES,
                kpi.isDivided()
                        ? "(%s) / nullIf(%s, 0)".formatted(numerator, denominator)
                        : numerator);
    }

    /** What branches share is counted by each of them, and once too often by all but one. */
    private static String part(Kpi kpi, List<String> merged, String part, String condition) {
        var sum = aggregate(kpi, "sum", "", part, condition);
        if (!merged.contains(part)) {
            return sum;
        }
        var state = part + "_state";
        return "%s - %s + toInt64(%s)"
                .formatted(
                        sum,
                        aggregate(
                                kpi,
                                "sum",
                                "",
                                "toInt64(finalizeAggregation(" + state + "))",
                                condition),
                        aggregate(kpi, "uniqExactMerge", "", state, condition));
    }

    private static String aggregate(
            Kpi kpi, String function, String parameters, String column, String condition) {
        return function
                + (kpi.isState() ? "ArgMax" : "")
                + (condition.isEmpty() ? "" : "If")
                + parameters
                + "("
                + column
                + (kpi.isState() ? ", day" : "")
                + (condition.isEmpty() ? "" : ", " + condition)
                + ")";
    }
}
