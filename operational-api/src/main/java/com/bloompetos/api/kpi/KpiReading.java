package com.bloompetos.api.kpi;

import com.bloompetos.insight.kpi.Kpi;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A KPI's parts on one day of a branch, over all its dimensions.
 *
 * @param value absent where there is nothing to divide by: a day without appointments has no rate;
 *     the median of a KPI of quantiles
 * @param p90 the ninth decile of a KPI of quantiles, absent of others
 * @param version the newest log position inside
 */
public record KpiReading(
        LocalDate day,
        long numerator,
        long denominator,
        @Nullable Double value,
        @Nullable Double p90,
        long version) {

    public static @Nullable Double value(Kpi kpi, long numerator, long denominator) {
        if (!kpi.isDivided()) {
            return (double) numerator;
        }
        return denominator == 0 ? null : (double) numerator / denominator;
    }
}
