package com.bloompetos.api.kpi;

import com.bloompetos.insight.kpi.Kpi;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A KPI's parts on one day of a branch, over all its dimensions.
 *
 * @param value absent where there is nothing to divide by: a day without appointments has no rate
 * @param version the newest log position inside
 */
public record KpiReading(
        LocalDate day, long numerator, long denominator, @Nullable Double value, long version) {

    public static KpiReading of(
            Kpi kpi, LocalDate day, long numerator, long denominator, long version) {
        return new KpiReading(
                day, numerator, denominator, value(kpi, numerator, denominator), version);
    }

    /** Rolled up by parts; a ratio is never averaged. */
    static KpiTotal total(Kpi kpi, List<KpiReading> readings) {
        if (kpi.additivity() != Kpi.Additivity.SUM) {
            throw new ForbiddenRollUp(kpi);
        }
        var numerator = readings.stream().mapToLong(KpiReading::numerator).sum();
        var denominator = readings.stream().mapToLong(KpiReading::denominator).sum();
        return new KpiTotal(numerator, denominator, value(kpi, numerator, denominator));
    }

    public static @Nullable Double value(Kpi kpi, long numerator, long denominator) {
        if (!kpi.isDivided()) {
            return (double) numerator;
        }
        return denominator == 0 ? null : (double) numerator / denominator;
    }

    /** The same over several days. */
    public record KpiTotal(long numerator, long denominator, @Nullable Double value) {}
}
