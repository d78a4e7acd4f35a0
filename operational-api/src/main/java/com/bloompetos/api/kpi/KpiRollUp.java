package com.bloompetos.api.kpi;

import com.bloompetos.insight.kpi.Kpi;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A KPI over the branches of a franchise, a brand or an organization.
 *
 * @param currency of money values, which are in its hundredth
 * @param rollsUp how readings were made one: sum, last, distinct or quantile
 * @param place organization, brand or franchise
 * @param asOf the moment at which these readings were served; absent for now
 * @param branches over which of them the answer goes
 * @param groups by what was asked; absent when nothing was
 * @param comparison with the same weekdays before; absent when not asked
 * @param seal up to where stream and batch were compared; absent before the first comparison
 * @param completeness of the rows behind it; absent before they were first counted
 */
record KpiRollUp(
        String kpi,
        String label,
        String unit,
        @Nullable String currency,
        String direction,
        String dateBasis,
        int definitionVersion,
        String description,
        String rollsUp,
        String place,
        UUID placeId,
        LocalDate from,
        LocalDate to,
        @Nullable Instant asOf,
        Branches branches,
        KpiGroup total,
        @Nullable String by,
        @Nullable List<KpiGroup> groups,
        @Nullable KpiComparison comparison,
        @Nullable KpiSeal seal,
        @Nullable Completeness completeness,
        Freshness freshness) {

    /**
     * Nobody adds up what they may not see.
     *
     * @param added how many the caller may see: those that the answer goes over
     * @param withReadings how many of these have readings in the range
     * @param of how many there are
     */
    record Branches(long added, long withReadings, long of) {}

    static KpiRollUp of(
            KpiQuestion question,
            KpiScope scope,
            @Nullable Instant asOf,
            KpiGroup total,
            @Nullable List<KpiGroup> groups,
            @Nullable KpiComparison comparison,
            @Nullable KpiSeal seal,
            @Nullable Completeness completeness,
            Freshness freshness) {
        var kpi = question.kpi();
        var by = question.by();
        return new KpiRollUp(
                kpi.name(),
                kpi.label(),
                KpiAnswer.lower(kpi.unit()),
                kpi.unit() == Kpi.Unit.CENTS ? scope.currency() : null,
                KpiAnswer.lower(kpi.direction()),
                KpiAnswer.lower(kpi.dateBasis()),
                kpi.definitionVersion(),
                kpi.description(),
                KpiAnswer.lower(kpi.additivity()),
                scope.kind().text(),
                scope.id(),
                question.from(),
                question.to(),
                asOf,
                new Branches(scope.sites().size(), total.branches(), scope.of()),
                total,
                by == null ? null : by.text(),
                groups,
                comparison,
                seal,
                completeness,
                freshness);
    }
}
