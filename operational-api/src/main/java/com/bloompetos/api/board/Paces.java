package com.bloompetos.api.board;

import com.bloompetos.api.board.Board.Hour;
import com.bloompetos.api.board.Board.Pace;
import com.bloompetos.api.kpi.Warehouse;
import com.bloompetos.insight.kpi.Kpi;
import com.bloompetos.insight.kpi.KpiCatalogue;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * How a day's bookings come in, hour by hour, beside the same weekday of four weeks before. It is
 * the KPI's own definition with the hour beside the day; being history but for its last point,
 * which the page takes from the live number, it is asked once a minute.
 */
@Component
class Paces {
    private static final String KPI = "bookings";
    private static final int WEEKS = 4;
    private static final int HOURS = 24;
    private static final int MOST_KNOWN = 500;

    private final Warehouse warehouse;
    private final Kpi kpi;
    private final Map<Place, Known> known =
            new LinkedHashMap<>() {
                @Override
                protected boolean removeEldestEntry(Map.Entry<Place, Known> eldest) {
                    return size() > MOST_KNOWN;
                }
            };

    Paces(Warehouse warehouse, KpiCatalogue catalogue) {
        this.warehouse = warehouse;
        this.kpi = catalogue.find(KPI).orElseThrow();
    }

    /** The poll asks, and at times who takes a table along. */
    synchronized Pace of(Place place, Instant now) {
        var minute = now.truncatedTo(ChronoUnit.MINUTES);
        var last = known.get(place);
        if (last != null && last.minute().equals(minute)) {
            return last.pace();
        }
        var day = place.shown(now);
        Map<LocalDate, long[]> byHour = Warehouse.orNothingYet(() -> byHour(place, day), Map.of());
        var pace = pace(byHour, day, hoursGone(place, now));
        known.put(place, new Known(minute, pace));
        return pace;
    }

    private static int hoursGone(Place place, Instant now) {
        var today = place.on(null).shown(now);
        var day = place.shown(now);
        if (!day.equals(today)) {
            return day.isBefore(today) ? HOURS : -1;
        }
        return now.atZone(place.zone()).getHour();
    }

    /** How many were booked in each local hour of the day and of its four weekdays before. */
    private Map<LocalDate, long[]> byHour(Place place, LocalDate day) {
        var days =
                IntStream.rangeClosed(0, WEEKS)
                        .mapToObj(week -> "toDate('%s')".formatted(day.minusWeeks(week)))
                        .collect(Collectors.joining(", "));
        var rows =
                """
                from (select * from staging.appointments where organization_id = toUUID('%s') and branch_id = toUUID('%s')
                      and booked_day in (%s))"""
                        .formatted(place.organizationId(), place.branchId(), days);
        var definition =
                kpi.sql()
                        .replaceFirst("from\\s+staging\\.appointments", rows)
                        .replaceFirst(
                                "booked_day as day",
                                "booked_day as day, toHour(toTimeZone(created_at, '%s')) as hour"
                                        .formatted(place.timeZone()));
        var counts = new HashMap<LocalDate, long[]>();
        warehouse
                .sql(
                        "select day, hour, sum(numerator) as number from (%s) group by day, hour"
                                .formatted(definition))
                .query(
                        row -> {
                            counts.computeIfAbsent(
                                                    LocalDate.parse(row.getString("day")),
                                                    first -> new long[HOURS])[row.getInt("hour")] +=
                                    row.getLong("number");
                        });
        return counts;
    }

    /**
     * @param hoursGone how many hours of the day have begun after its first, -1 before it
     */
    static Pace pace(Map<LocalDate, long[]> byHour, LocalDate day, int hoursGone, Kpi kpi) {
        var before = new ArrayList<long[]>();
        for (int week = 1; week <= WEEKS; week++) {
            var counts = byHour.get(day.minusWeeks(week));
            if (counts != null) {
                before.add(upTo(counts));
            }
        }
        var today = upTo(byHour.getOrDefault(day, new long[HOURS]));
        var hours =
                IntStream.rangeClosed(0, HOURS)
                        .mapToObj(hour -> hour(hour, hour <= hoursGone ? today : null, before))
                        .toList();
        return new Pace(kpi.name(), kpi.definitionVersion(), before.size(), hours);
    }

    private Pace pace(Map<LocalDate, long[]> byHour, LocalDate day, int hoursGone) {
        return pace(byHour, day, hoursGone, kpi);
    }

    private static Hour hour(int hour, long @Nullable [] today, List<long[]> before) {
        var then = before.stream().mapToLong(counts -> counts[hour]).summaryStatistics();
        boolean isKnown = then.getCount() > 0;
        return new Hour(
                hour,
                today == null ? null : Double.valueOf((double) today[hour]),
                isKnown ? then.getAverage() : null,
                isKnown ? Double.valueOf((double) then.getMin()) : null,
                isKnown ? Double.valueOf((double) then.getMax()) : null);
    }

    private static long[] upTo(long[] counts) {
        var sums = new long[HOURS + 1];
        for (int hour = 0; hour < HOURS; hour++) {
            sums[hour + 1] = sums[hour] + counts[hour];
        }
        return sums;
    }

    private record Known(Instant minute, Pace pace) {}
}
