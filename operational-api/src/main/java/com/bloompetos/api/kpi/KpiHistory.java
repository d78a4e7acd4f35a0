package com.bloompetos.api.kpi;

import com.bloompetos.insight.kpi.Kpi;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** The readings of one branch: as they are served, or as they were at a moment of the past. */
@Service
class KpiHistory {
    /** An instant as the warehouse reads it. */
    static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSS").withZone(ZoneOffset.UTC);

    private static final LocalDate ALL_DAYS = LocalDate.EPOCH;

    private static final String CELLS =
            """
            select %s from %s
            where organization_id = toUUID(?) and kpi = ? and definition_version = ?
              and branch_id = toUUID(?) and day between toDate(?) and toDate(?)
            """;

    /** What was served then: of each cell the newest version that had been written. */
    private static final String SHOWN =
            """
              and recorded_at <= toDateTime64(?, 6, 'UTC')
            order by version desc, recorded_at desc
            limit 1 by day, dimensions
            """;

    private final Warehouse warehouse;

    KpiHistory(Warehouse warehouse) {
        this.warehouse = warehouse;
    }

    /**
     * @param asOf when it was shown; now when absent
     */
    KpiSeries between(
            Kpi kpi, KpiPlace place, LocalDate from, LocalDate to, @Nullable Instant asOf) {
        var readings =
                warehouse
                        .sql(
                                """
                                select day, %s, toInt64(max(version)) as newest
                                from (%s)
                                group by grouping sets ((day), ())
                                order by day
                                """
                                        .formatted(parts(kpi), cells(kpi, asOf)))
                        .params(parameters(kpi, place, from, to, asOf))
                        .query((row, number) -> reading(kpi, row))
                        .list();
        // The row over all days carries the day of an empty group, which no reading has.
        var days = readings.stream().filter(reading -> !reading.day().equals(ALL_DAYS)).toList();
        var all = readings.stream().filter(reading -> reading.day().equals(ALL_DAYS)).findFirst();
        return new KpiSeries(days, total(kpi, all.orElse(null), days));
    }

    private static List<Object> parameters(
            Kpi kpi, KpiPlace place, LocalDate from, LocalDate to, @Nullable Instant asOf) {
        var parameters =
                new ArrayList<Object>(
                        List.of(
                                place.organizationId().toString(),
                                kpi.name(),
                                kpi.definitionVersion(),
                                place.branchId().toString(),
                                from.toString(),
                                to.toString()));
        if (asOf != null) {
            parameters.add(MOMENT.format(asOf));
        }
        return parameters;
    }

    private static String cells(Kpi kpi, @Nullable Instant asOf) {
        var columns = ReadingsSql.columns(kpi.rollUpOfBranch());
        return asOf == null
                ? CELLS.formatted(columns, "mart.latest_readings final")
                : CELLS.formatted(columns, "mart.readings") + SHOWN;
    }

    /** How cells of one branch become one; what was read needs no name of its own. */
    private static String parts(Kpi kpi) {
        var rollUp = kpi.rollUpOfBranch();
        return "%s as upper_part, %s as lower_part, %s as quantiles"
                .formatted(rollUp.numerator(), rollUp.denominator(), rollUp.quantiles());
    }

    static KpiReading reading(Kpi kpi, ResultSet row) throws SQLException {
        var numerator = row.getLong("upper_part");
        var denominator = row.getLong("lower_part");
        var day = LocalDate.parse(row.getString("day"));
        long version = row.getLong("newest");
        if (kpi.additivity() != Kpi.Additivity.QUANTILE) {
            return new KpiReading(
                    day,
                    numerator,
                    denominator,
                    KpiReading.value(kpi, numerator, denominator),
                    null,
                    version);
        }
        boolean isEmpty = denominator == 0;
        var quantiles = row.getString("quantiles").replaceAll("[\\[\\] ]", "").split(",", -1);
        return new KpiReading(
                day,
                numerator,
                denominator,
                isEmpty ? null : Double.valueOf(quantiles[0]),
                isEmpty ? null : Double.valueOf(quantiles[1]),
                version);
    }

    static KpiTotal total(Kpi kpi, @Nullable KpiReading all, List<KpiReading> days) {
        if (all == null || days.isEmpty()) {
            return new KpiTotal(0, 0, KpiReading.value(kpi, 0, 0), null);
        }
        var counted = kpi.isState() ? days.get(days.size() - 1) : all;
        return new KpiTotal(
                counted.numerator(), counted.denominator(), counted.value(), counted.p90());
    }
}
