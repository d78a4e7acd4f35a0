package com.bloompetos.stream.anomaly;

import com.bloompetos.insight.anomaly.DayEpisode;
import com.bloompetos.insight.anomaly.DayQuestion;
import com.bloompetos.insight.anomaly.Expectation;
import com.bloompetos.insight.anomaly.Measure;
import com.bloompetos.insight.anomaly.SisterReadings;
import com.bloompetos.insight.rule.ReadingRule;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** The branches of one organization in one zone, with ten weeks of what rules ask for. */
final class Chain {
    static final String BOOKINGS = "bookings";
    private static final String SALES = "net_sales";
    private static final String ENDED = "no_show_rate";

    private final Map<String, OpeningHours> branches = new HashMap<>();
    private final Map<ReadingRule, SisterReadings> readings = new LinkedHashMap<>();
    private final SisterReadings bookings =
            new SisterReadings(new DayQuestion(Measure.COUNT, false, 0, 0, 0), 1, 1);
    private final Map<String, Map<String, Pace>> paces = new HashMap<>();
    private final Map<String, Double> factors = new HashMap<>();
    private Instant factorsAt = Instant.MIN;

    Chain(List<ReadingRule> rules) {
        rules.forEach(rule -> readings.put(rule, rule.readings()));
    }

    void add(OpeningHours branch) {
        branches.put(branch.branchId(), branch);
    }

    Map<String, OpeningHours> branches() {
        return branches;
    }

    void turnTo(LocalDate today) {
        readings.values().forEach(held -> held.turnTo(today));
        bookings.turnTo(today);
    }

    void put(String kpi, String branch, LocalDate day, double numerator, double denominator) {
        readings.forEach(
                (rule, held) -> {
                    if (rule.kpi().equals(kpi)) {
                        held.put(branch, day, numerator, denominator);
                    }
                });
        if (kpi.equals(BOOKINGS)) {
            bookings.put(branch, day, numerator, denominator);
        }
    }

    /** By KPI, then branch. */
    void pace(Map<String, Map<String, Pace>> told) {
        paces.clear();
        paces.putAll(told);
    }

    List<DayEpisode> judge(ReadingRule rule, OpeningHours branch, Instant now) {
        var share = shares(rule.kpi(), now);
        return held(rule)
                .judge(
                        branch.branchId(),
                        branch.hasClosed(now),
                        share.applyAsDouble(branch.branchId()),
                        factor(rule.name(), held(rule), share, now));
    }

    /** What a day's bookings should be at this branch. */
    Expectation bookings(String branch, Instant now) {
        return bookings.expected(branch, factor(BOOKINGS, bookings, shares(BOOKINGS, now), now));
    }

    boolean knowsBookingsOf(String branch) {
        return bookings.branches().contains(branch);
    }

    @Nullable Pace pace(String kpi, String branch) {
        var pace = paces.getOrDefault(kpi, Map.of()).get(branch);
        return pace != null && pace.isKnown() ? pace : null;
    }

    /** What an appointment brings, from four weeks' net sales and ended appointments. */
    @Nullable Double centsPerAppointment(String branch) {
        var sales = lately(SALES, branch).numerator();
        var ended = lately(ENDED, branch).denominator();
        return sales > 0 && ended > 0 ? Double.valueOf(sales / ended) : null;
    }

    double usualDayCents(String branch) {
        return lately(SALES, branch).numerator() / 28;
    }

    private com.bloompetos.insight.anomaly.DayReading lately(String kpi, String branch) {
        return readings.entrySet().stream()
                .filter(each -> each.getKey().kpi().equals(kpi))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no rule reads " + kpi))
                .getValue()
                .lately(branch);
    }

    /** Asked for every branch of the chain in one look; all sisters are read for it once. */
    private double factor(
            String name, SisterReadings held, ToDoubleFunction<String> share, Instant now) {
        if (!now.equals(factorsAt)) {
            factors.clear();
            factorsAt = now;
        }
        return factors.computeIfAbsent(name, any -> held.factor(share));
    }

    private ToDoubleFunction<String> shares(String kpi, Instant now) {
        return id -> {
            var branch = branches.get(id);
            if (branch == null) {
                return Double.NaN;
            }
            if (branch.hasClosed(now)) {
                return 1;
            }
            var pace = pace(kpi, id);
            return pace == null ? Double.NaN : pace.at(branch.minute(now));
        };
    }

    private SisterReadings held(ReadingRule rule) {
        var held = readings.get(rule);
        if (held == null) {
            throw new IllegalStateException(rule.name() + " is not watched");
        }
        return held;
    }
}
