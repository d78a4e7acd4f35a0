package com.bloompetos.api.kpi;

import org.jspecify.annotations.Nullable;

/**
 * A KPI over several days, rolled up as its kind allows: parts are summed, ids and values merged,
 * and of a snapshot the last day counts. A ratio is never averaged.
 */
public record KpiTotal(
        long numerator, long denominator, @Nullable Double value, @Nullable Double p90) {}
