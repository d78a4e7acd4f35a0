package com.bloompetos.api.kpi;

import com.bloompetos.insight.kpi.Kpi;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a KPI read.
 *
 * @param currency of money values, which are in its hundredth
 * @param asOf the moment at which these readings were served; absent for now
 * @param comparison with the same weekdays before; absent when not asked
 * @param seal up to where stream and batch were compared; absent before the first comparison
 * @param completeness of the rows behind it; absent before they were first counted
 * @param after what became of the write that was asked for; absent when none was
 */
record KpiAnswer(
        String kpi,
        String label,
        String unit,
        @Nullable String currency,
        String direction,
        String dateBasis,
        int definitionVersion,
        String description,
        UUID branchId,
        LocalDate from,
        LocalDate to,
        @Nullable Instant asOf,
        KpiTotal total,
        List<KpiReading> readings,
        @Nullable KpiComparison comparison,
        @Nullable KpiSeal seal,
        @Nullable Completeness completeness,
        Freshness freshness,
        @Nullable OwnWrite after) {

    static KpiAnswer of(
            Kpi kpi,
            KpiPlace place,
            LocalDate from,
            LocalDate to,
            @Nullable Instant asOf,
            KpiSeries series,
            @Nullable KpiComparison comparison,
            @Nullable KpiSeal seal,
            @Nullable Completeness completeness,
            Freshness freshness,
            @Nullable OwnWrite after) {
        return new KpiAnswer(
                kpi.name(),
                kpi.label(),
                lower(kpi.unit()),
                kpi.unit() == Kpi.Unit.CENTS ? place.currency() : null,
                lower(kpi.direction()),
                lower(kpi.dateBasis()),
                kpi.definitionVersion(),
                kpi.description(),
                place.branchId(),
                from,
                to,
                asOf,
                series.total(),
                series.readings(),
                comparison,
                seal,
                completeness,
                freshness,
                after);
    }

    static String lower(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT);
    }
}
