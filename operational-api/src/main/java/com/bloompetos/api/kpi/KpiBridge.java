package com.bloompetos.api.kpi;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What lies between the number that was shown then and the one that is shown now.
 *
 * @param changed the cells that differ; their differences add up to that of the totals for a KPI
 *     that sums
 * @param rows changes of the tables behind the KPI that came in between, newest first, at most
 *     {@link KpiBridges#MOST_ROWS} of each table
 */
record KpiBridge(
        String kpi,
        int definitionVersion,
        Instant asOf,
        KpiTotal then,
        KpiTotal now,
        List<ChangedCell> changed,
        List<ChangedRow> rows) {

    /**
     * A cell's parts then and now.
     *
     * @param then absent where nothing had been told yet
     * @param dimensions in the order of the KPI's definition
     */
    record ChangedCell(LocalDate day, List<String> dimensions, @Nullable Parts then, Parts now) {}

    /** A reading's parts as of a log position. */
    record Parts(long numerator, long denominator, long version, String source) {}

    /** A row change of the operational database: where it stands, and when it was committed. */
    record ChangedRow(
            String table, UUID id, long version, Instant committedAt, boolean isDeleted) {}
}
