package com.bloompetos.local.bench;

import com.bloompetos.insight.kpi.Kpi;
import com.bloompetos.insight.kpi.Kpi.Additivity;
import com.bloompetos.insight.kpi.Kpi.Grain;
import com.bloompetos.insight.kpi.Kpi.Unit;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * The readings that a chain's appointments of many years leave, made by the engine itself: one row
 * per KPI, branch, day and the values of its dimensions, as large as the product writes them.
 */
final class ReadingsOfYears {
    static final int BRANCHES = 200;
    static final int FRANCHISES = 20;
    static final int APPOINTMENTS_PER_DAY = 274; // Of a branch: 100 M in five years.
    static final UUID ORGANIZATION = UUID.fromString("0c0c0c0c-0000-4000-8000-000000000000");

    /** Pets that come to a branch within fourteen months: each about every six weeks. */
    private static final int ACTIVE_PETS = 12_500;

    private static final int NEW_PETS_A_DAY = 20;

    /** One pet in so many also goes to the next branch. */
    private static final int SHARED = 33;

    /** How often the stream tells a cell until it is final, as far as the log keeps it. */
    private static final int TOLD = 3;

    /** How many values of a dimension a branch has on a day. */
    private static final Map<String, Integer> VALUES =
            Map.of(
                    "service_id", 8,
                    "scheduled_hour", 10,
                    "staff_id", 24,
                    "method", 4,
                    "place_kind", 3,
                    "item_id", 40,
                    "vaccine_name", 6,
                    "user_id", 60,
                    "age_days", 1,
                    "kind", 3);

    private final LocalDate today;
    private final int days;

    ReadingsOfYears(long appointments, LocalDate today) {
        this.today = today;
        this.days = (int) Math.ceil((double) appointments / BRANCHES / APPOINTMENTS_PER_DAY);
    }

    int days() {
        return days;
    }

    /** Which ids the branches have. */
    static String branchesSql() {
        return "select %s from numbers(%d) order by number format TSVRaw"
                .formatted(branchSql("number"), BRANCHES);
    }

    private static String branchSql(String number) {
        return "reinterpretAsUUID(toUInt128(" + number + " + 1))";
    }

    private static int values(String dimension) {
        return Objects.requireNonNull(VALUES.get(dimension), dimension);
    }

    static int cells(Kpi kpi) {
        return kpi.dimensions().stream()
                .mapToInt(ReadingsOfYears::values)
                .reduce(1, (a, b) -> a * b);
    }

    /**
     * A stretch of days that is filled at once, as life fills it: every KPI of a month, then the
     * next.
     */
    record Month(LocalDate from, LocalDate to) {}

    List<Month> months() {
        var months = new ArrayList<Month>();
        for (var from = today.minusDays(days - 1L); !from.isAfter(today); ) {
            var next = from.plusMonths(1).withDayOfMonth(1);
            months.add(new Month(from, next.isAfter(today) ? today : next.minusDays(1)));
            from = next;
        }
        return months;
    }

    private static List<LocalDate> periods(Kpi kpi, Month month) {
        return month.from()
                .datesUntil(month.to().plusDays(1))
                .filter(day -> kpi.periodOf(day).equals(day))
                .toList();
    }

    /**
     * The day of a KPI's nth period; worked out, since an array of all days is copied for each row.
     */
    private static String daySql(Kpi kpi, LocalDate first, String nth) {
        return switch (kpi.grain()) {
            case HOUR, DAY, SNAPSHOT -> "toDate('%s') + toUInt16(%s)".formatted(first, nth);
            case WEEK -> "toDate('%s') + 7 * toUInt16(%s)".formatted(first, nth);
            case MONTH -> "addMonths(toDate('%s'), toUInt16(%s))".formatted(first, nth);
        };
    }

    long rows(Kpi kpi, Month month) {
        return (long) BRANCHES * periods(kpi, month).size() * cells(kpi);
    }

    /**
     * The ids that branches share, a state for each branch and month: one pet in so many goes to
     * the next branch as well, and is known to both by one id.
     */
    List<String> sharedIds() {
        return List.of(
                "create database if not exists bench",
                "create table bench.shared (branch UInt32, month Date, part String, ids AggregateFunction(uniqExact, UUID)) engine = MergeTree order by (part, branch, month)",
                sharedIds("all", 2 * ACTIVE_PETS / SHARED),
                sharedIds("some", 2 * (ACTIVE_PETS * 3 / 4) / SHARED));
    }

    /** Pets come and go: the ones of a month are a window that moves. */
    private String sharedIds(String part, int count) {
        return """
        insert into bench.shared
        select intDiv(number, %1$d) %% %2$d as branch, addMonths(toStartOfMonth(toDate('%3$s')), intDiv(number, %1$d * %2$d)) as month,
               '%4$s', uniqExactState(reinterpretAsUUID(sipHash128(branch + number %% 2, intDiv(number %% %1$d, 2) + intDiv(%5$d * toUInt32(month), %6$d))))
        from numbers(%1$d * %2$d * %7$d)
        group by branch, month"""
                .formatted(
                        count,
                        BRANCHES,
                        today.minusDays(days - 1L),
                        part,
                        NEW_PETS_A_DAY,
                        SHARED,
                        days / 28 + 2);
    }

    private String withIds(Kpi kpi, String table, Month month) {
        return """
        insert into %1$s (kpi, definition_version, organization_id, branch_id, day, numerator, denominator, version, source, recorded_at%2$s)
        select '%3$s', %4$d, toUUID('%5$s'), %6$s, on_day, %7$s, %8$s,
               toUInt64(on_day) * 10000000 + luck %% 9000000, 'batch', toDateTime64(on_day, 6, 'UTC') + toIntervalMicrosecond(luck %% 80000000000)%9$s
        from (
            select a.branch as branch, a.ids as all_ids, s.ids as some_ids,
                   a.month + toUInt16(arrayJoin(range(%10$s))) as on_day, cityHash64(branch, on_day) as luck
            from (select * from bench.shared where part = 'all' and month between toStartOfMonth(toDate('%11$s')) and toDate('%12$s')) as a
            inner join (select * from bench.shared where part = 'some' and month between toStartOfMonth(toDate('%11$s')) and toDate('%12$s')) as s on s.branch = a.branch and s.month = a.month
        )
        where on_day between toDate('%11$s') and toDate('%12$s')
        settings max_block_size = 4096, min_insert_block_size_rows = 100000, min_insert_block_size_bytes = 268435456"""
                .formatted(
                        table,
                        idColumns(kpi),
                        kpi.name(),
                        kpi.definitionVersion(),
                        ORGANIZATION,
                        branchSql("branch"),
                        numerator(kpi),
                        denominator(kpi),
                        kpi.merges().stream()
                                .map(
                                        part ->
                                                counted(kpi, part) == ACTIVE_PETS
                                                        ? "all_ids"
                                                        : "some_ids")
                                .collect(Collectors.joining(", ", ", ", "")),
                        kpi.grain() == Grain.MONTH
                                ? "1"
                                : "toDayOfMonth(toLastDayOfMonth(a.month))",
                        month.from(),
                        month.to());
    }

    /**
     * Fills the table that is served and the log, which keeps every value of a streamed cell that
     * was told.
     */
    List<String> inserts(Kpi kpi, Month month) {
        var periods = periods(kpi, month);
        if (periods.isEmpty()) {
            return List.of();
        }
        if (!kpi.merges().isEmpty()) {
            return List.of(
                    withIds(kpi, "mart.latest_readings", month),
                    withIds(kpi, "mart.readings", month));
        }
        int told = kpi.toldBy() == Kpi.Teller.STREAM ? TOLD : 1;
        var first = periods.get(0);
        return List.of(
                insert(kpi, "mart.latest_readings", 1, first, periods.size(), 0),
                insert(kpi, "mart.readings", told, first, periods.size(), 0));
    }

    /** What stands beside the merged parts on a day like any other: cells of today, told anew. */
    String again(Kpi kpi, int time) {
        return insert(kpi, "mart.latest_readings", 1, today, 1, time);
    }

    private static String insert(
            Kpi kpi, String table, int told, LocalDate first, int periods, int time) {
        int cells = cells(kpi);
        long rows = (long) BRANCHES * periods * cells * told;
        return """
        insert into %s (kpi, definition_version, organization_id, branch_id, day, dimensions, numerator, denominator,
                        version, source, recorded_at%s)
        with number %% %d as nth, intDiv(number, %d) as row, row %% %d as cell, intDiv(row, %d) as place,
             intDiv(place, %d) as branch, %s as on_day, cityHash64(row, on_day) as luck
        select '%s', %d, toUUID('%s'), %s, on_day, cast([%s], 'Array(String)'), %s, %s,
               toUInt64(on_day) * 10000000 + luck %% 9000000 + nth + %d, '%s',
               toDateTime64(on_day, 6, 'UTC') + toIntervalMicrosecond(luck %% 80000000000)%s
        from numbers(%d)
        settings min_insert_block_size_rows = 100000, min_insert_block_size_bytes = 67108864, max_threads = 2"""
                .formatted(
                        table,
                        kpi.additivity() == Additivity.QUANTILE ? ", quantile_state" : "",
                        told,
                        told,
                        cells,
                        cells,
                        periods,
                        daySql(kpi, first, "place % " + periods),
                        kpi.name(),
                        kpi.definitionVersion(),
                        ORGANIZATION,
                        branchSql("branch"),
                        dimensions(kpi),
                        numerator(kpi),
                        denominator(kpi),
                        time,
                        "stream",
                        kpi.additivity() == Additivity.QUANTILE ? ", " + leadTimes() : "",
                        rows);
    }

    private static String idColumns(Kpi kpi) {
        var columns = new StringBuilder();
        for (var part : kpi.merges()) {
            columns.append(", ").append(part).append("_state");
        }
        return columns.toString();
    }

    private static long counted(Kpi kpi, String part) {
        return part.equals("numerator") && kpi.isDivided() ? ACTIVE_PETS * 3 / 4 : ACTIVE_PETS;
    }

    /** Days until the appointment, of each booking of a service. */
    private static String leadTimes() {
        int each = APPOINTMENTS_PER_DAY / values("service_id");
        return "arrayReduce('quantilesExactState(0.5, 0.9)', arrayMap(i -> toFloat64(cityHash64(luck, i) %% 30), range(%d)))"
                .formatted(each);
    }

    private static String numerator(Kpi kpi) {
        if (kpi.merges().contains("numerator")) {
            return String.valueOf(counted(kpi, "numerator"));
        }
        if (kpi.additivity() == Additivity.QUANTILE) {
            return "toInt64(450 + luck % 90)";
        }
        if (kpi.unit() == Unit.RATIO) {
            return "toInt64(luck % 11 = 0)";
        }
        return kpi.unit() == Unit.CENTS ? "toInt64(luck % 20000)" : "toInt64(luck % 9)";
    }

    private static String denominator(Kpi kpi) {
        if (kpi.merges().contains("denominator")) {
            return String.valueOf(counted(kpi, "denominator"));
        }
        if (kpi.additivity() == Additivity.QUANTILE) {
            return String.valueOf(APPOINTMENTS_PER_DAY / values("service_id"));
        }
        return kpi.isDivided() ? "toInt64(1 + intDiv(luck, 100) % 6)" : "toInt64(0)";
    }

    /** Words as they are, ids as texts; services belong to the chain, all else to the branch. */
    private static String dimensions(Kpi kpi) {
        var values = new ArrayList<String>();
        int before = 1;
        for (var dimension : kpi.dimensions()) {
            var nth = "intDiv(cell, %d) %% %d".formatted(before, values(dimension));
            before *= values(dimension);
            values.add(
                    switch (dimension) {
                        case "scheduled_hour" -> "toString(8 + " + nth + ")";
                        case "method", "place_kind", "vaccine_name", "kind" ->
                                "concat('%s-', toString(%s))".formatted(dimension, nth);
                        case "age_days" -> "concat(toString(luck % 4 * 30), '-')";
                        case "service_id" ->
                                "toString(reinterpretAsUUID(sipHash128('service', %s)))"
                                        .formatted(nth);
                        default ->
                                "toString(reinterpretAsUUID(sipHash128('%s', branch, %s)))"
                                        .formatted(dimension, nth);
                    });
        }
        return String.join(", ", values);
    }

    /** Whether the KPI has readings on each of the last days, so that a comparison has sense. */
    static boolean isDaily(Kpi kpi) {
        return kpi.grain() != Grain.WEEK && kpi.grain() != Grain.MONTH;
    }
}
