package com.bloompetos.api.kpi;

import com.bloompetos.insight.kpi.Kpi;
import com.bloompetos.insight.kpi.RollUp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The statements that roll a KPI's readings up, over branches and over days; whoever measures the
 * API's queries measures these.
 *
 * @param branches whose readings count: those that a caller may see
 * @param asOf the moment at which they were shown; now when absent
 * @param cut the part of them that counts
 */
public record ReadingsSql(
        Kpi kpi, UUID organizationId, List<UUID> branches, @Nullable Instant asOf, Cut cut) {
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSS").withZone(ZoneOffset.UTC);

    public ReadingsSql(Kpi kpi, UUID organizationId, List<UUID> branches, @Nullable Instant asOf) {
        this(kpi, organizationId, branches, asOf, Cut.NONE);
    }

    /** One row over everything. */
    public String total(LocalDate from, LocalDate to) {
        return rolledUp(
                branches.size() == 1 ? kpi.rollUpOfBranch() : kpi.rollUp(),
                "''",
                lastDay(between(from, to), ""));
    }

    /** A row for each day, Monday or first of a month that has readings. */
    public String byPeriod(RollUpBy period, LocalDate from, LocalDate to) {
        var start = start(period);
        return rolledUp(
                branches.size() == 1 ? kpi.rollUpOfBranch() : kpi.rollUp(),
                "toString(" + start + ")",
                lastDay(between(from, to), start));
    }

    /** A row for each branch that has readings. */
    public String byBranch(LocalDate from, LocalDate to) {
        return rolledUp(
                kpi.rollUpOfBranch(), "toString(branch_id)", lastDay(between(from, to), ""));
    }

    /** A row for each of the places that the branches belong to. */
    public String byPlace(Map<UUID, UUID> placeOf, LocalDate from, LocalDate to) {
        var places = branches.stream().map(placeOf::get).toList();
        return rolledUp(
                kpi.rollUp(),
                "transform(toString(branch_id), [%s], [%s], '')"
                        .formatted(quoted(branches), quoted(places)),
                lastDay(between(from, to), ""));
    }

    /** A row for each value of one of the KPI's dimensions. */
    public String byDimension(String dimension, LocalDate from, LocalDate to) {
        return rolledUp(
                kpi.rollUp(),
                Cut.column(kpi, dimension),
                lastDay(between(from, to), ""),
                ", dimensions");
    }

    /** A row for each day of the week, Monday first. */
    public String byDayOfWeek(LocalDate from, LocalDate to) {
        return rolledUp(
                branches.size() == 1 ? kpi.rollUpOfBranch() : kpi.rollUp(),
                "toString(toDayOfWeek(day))",
                lastDay(between(from, to), ""));
    }

    /** A row for each period of a comparison that has readings; 0 is the one that is compared. */
    public String byWeekday(SameWeekday weekday) {
        var daysBack = "(toDate('%s') - day)".formatted(weekday.to());
        var days =
                kpi.isState()
                        ? "day in (%s)"
                                .formatted(
                                        weekday.spans().stream()
                                                .map(span -> "toDate('" + span.to() + "')")
                                                .collect(Collectors.joining(", ")))
                        : weekday.spans().stream()
                                .map(span -> between(span.from(), span.to()))
                                .collect(Collectors.joining(" or ", "(", ")"));
        return rolledUp(
                branches.size() == 1 ? kpi.rollUpOfBranch() : kpi.rollUp(),
                "toString(intDiv(%s, %d))".formatted(daysBack, weekday.shiftDays()),
                days);
    }

    private String rolledUp(RollUp rollUp, String group, String days) {
        return rolledUp(rollUp, group, days, "");
    }

    private String rolledUp(RollUp rollUp, String group, String days, String more) {
        return """
        select %s as grouped, %s as upper_part, %s as lower_part, %s as quantiles,
               toInt64(max(version)) as newest, toString(min(day)) as first_day, toString(max(day)) as last_day, toInt64(uniqExact(branch_id)) as sites
        from (%s)
        group by grouped
        order by grouped"""
                .formatted(
                        group,
                        rollUp.numerator(),
                        rollUp.denominator(),
                        rollUp.quantiles(),
                        cells(days, columns(rollUp) + more));
    }

    /** The columns that a roll-up needs: ids and values are by far the largest, and often idle. */
    static String columns(RollUp rollUp) {
        var columns = new LinkedHashSet<>(List.of("branch_id", "day", "numerator", "denominator"));
        for (var state : List.of("numerator_state", "denominator_state", "quantile_state")) {
            if ((rollUp.numerator() + rollUp.denominator() + rollUp.quantiles()).contains(state)) {
                columns.add(state);
            }
        }
        return String.join(", ", columns) + ", version";
    }

    private String cells(String days, String columns) {
        if (asOf == null) {
            return "select %s from mart.latest_readings final where %s and %s"
                    .formatted(columns, ofKpi() + cut.sql(kpi), days);
        }
        // What was served then: of each cell the newest version that had been written.
        return "select %s from mart.readings where %s and %s order by version desc, recorded_at desc limit 1 by branch_id, day, dimensions"
                .formatted(columns, ofKpi() + cut.sql(kpi), days);
    }

    private String ofKpi() {
        return "organization_id = toUUID('%s') and kpi = '%s' and definition_version = %d and branch_id in (%s)%s"
                .formatted(
                        organizationId,
                        kpi.name(),
                        kpi.definitionVersion(),
                        quoted(branches),
                        asOf == null
                                ? ""
                                : " and recorded_at <= toDateTime64('%s', 6, 'UTC')"
                                        .formatted(MOMENT.format(asOf)));
    }

    /** Of a state only the last day of each group is read; of all else every day. */
    private String lastDay(String days, String start) {
        if (!kpi.isState()) {
            return days;
        }
        var table = asOf == null ? "mart.latest_readings" : "mart.readings";
        return "day in (select max(day) from %s where %s and %s%s)"
                .formatted(table, ofKpi(), days, start.isEmpty() ? "" : " group by " + start);
    }

    private static String between(LocalDate from, LocalDate to) {
        return "day between toDate('%s') and toDate('%s')".formatted(from, to);
    }

    private static String start(RollUpBy period) {
        return switch (period) {
            case DAY -> "day";
            case WEEK -> "toMonday(day)";
            case MONTH -> "toStartOfMonth(day)";
            case BRAND, FRANCHISE, BRANCH ->
                    throw new IllegalArgumentException(period + " is not a period");
        };
    }

    static String quoted(Collection<UUID> ids) {
        return ids.stream().map(id -> "'" + id + "'").collect(Collectors.joining(", "));
    }
}
