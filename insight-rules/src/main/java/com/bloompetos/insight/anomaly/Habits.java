package com.bloompetos.insight.anomaly;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What sister branches have in common, each day relative to its own level: a new branch starts from
 * it, and what moves all of them on one day is no news of one branch.
 *
 * @param weekdays from Monday on, 1 is an average day
 * @param spread as of an expectation
 * @param rate of a ratio
 * @param days what a day brought all of them, where that was not the usual: a holiday, a fair
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared; it only travels.
public record Habits(double[] weekdays, double spread, double rate, Map<LocalDate, Double> days) {
    /** Where fewer agree, it may be themselves. */
    private static final int FEWEST_BRANCHES = 5;

    /** The part of the branches that must have moved. */
    private static final double AGREEING = 0.9;

    private static final double LEAST_FALL = 0.85;
    private static final double LEAST_RISE = 1.18;
    private static final int FEWEST_DAYS = 7;
    private static final double LEAST_BASE = 20;

    /** Of a weekday's part of the level: below, the branch is closed then. */
    private static final double LEAST_OF_LEVEL = 0.1;

    private static final double OUTLYING = 4;

    /** How alike the outcomes of one day are, before a branch's own days have told. */
    private static final double ALIKE = 0.003;

    /** The median of the square of a standard normal value. */
    private static final double MIDDLE_OF_SQUARES = 0.4549;

    public Habits {
        weekdays = weekdays.clone();
        days = Map.copyOf(days);
    }

    double weekday(LocalDate day) {
        return weekdays[day.getDayOfWeek().getValue() - 1];
    }

    double day(LocalDate day) {
        return days.getOrDefault(day, 1.0);
    }

    /** The same with a day that is not over yet. */
    public Habits on(LocalDate day, double factor) {
        if (factor == day(day)) {
            return this;
        }
        var more = new HashMap<>(days);
        more.put(day, factor);
        return new Habits(weekdays, spread, rate, more);
    }

    /**
     * What the days of these branches have in common. A branch that has it alone has it all: the
     * habits of one are its own.
     */
    public static Habits of(Measure measure, Collection<List<DayReading>> branches) {
        return measure == Measure.RATIO ? ofRatios(branches) : ofSums(branches);
    }

    /**
     * What a day brought the branches together, from each one's value over its usual; 1 where it is
     * no unusual day or where there are too few branches to tell. Nearly all must agree: half of
     * them may have trouble of their own.
     */
    public static double dayFactor(List<Double> overUsual) {
        if (overUsual.size() < FEWEST_BRANCHES) {
            return 1;
        }
        var sorted = overUsual.stream().sorted().toList();
        double most = sorted.get((int) Math.floor(AGREEING * (sorted.size() - 1)));
        double least = sorted.get((int) Math.ceil((1 - AGREEING) * (sorted.size() - 1)));
        return most < LEAST_FALL ? most : least > LEAST_RISE ? least : 1;
    }

    private static Habits ofRatios(Collection<List<DayReading>> branches) {
        var rates = new ArrayList<Double>();
        for (var days : branches) {
            double base = days.stream().mapToDouble(DayReading::denominator).sum();
            if (base >= LEAST_BASE) {
                rates.add(days.stream().mapToDouble(DayReading::numerator).sum() / base);
            }
        }
        double rate = rates.isEmpty() ? Double.NaN : median(rates);
        return new Habits(new double[] {1, 1, 1, 1, 1, 1, 1}, ALIKE, rate, Map.of());
    }

    private static Habits ofSums(Collection<List<DayReading>> branches) {
        var weekdays = new double[7];
        var counts = new int[7];
        for (var days : branches) {
            double mean = days.stream().mapToDouble(DayReading::numerator).average().orElse(0);
            for (var day : mean > 0 ? days : List.<DayReading>of()) {
                int number = day.day().getDayOfWeek().getValue() - 1;
                weekdays[number] += Math.min(day.numerator() / mean, OUTLYING);
                counts[number]++;
            }
        }
        for (int i = 0; i < 7; i++) {
            weekdays[i] = counts[i] == 0 ? 1 : weekdays[i] / counts[i];
        }
        var overUsual = new HashMap<LocalDate, List<Double>>();
        var spreads = new ArrayList<Double>();
        for (var days : branches) {
            var level = level(days, weekdays);
            var squares = new ArrayList<Double>();
            for (var day : level > 0 ? days : List.<DayReading>of()) {
                double usual = level * weekdays[day.day().getDayOfWeek().getValue() - 1];
                if (usual > LEAST_OF_LEVEL * level) {
                    overUsual
                            .computeIfAbsent(day.day(), any -> new ArrayList<>())
                            .add(day.numerator() / usual);
                    squares.add((day.numerator() - usual) * (day.numerator() - usual) / usual);
                }
            }
            if (squares.size() >= FEWEST_DAYS) {
                spreads.add(median(squares) / MIDDLE_OF_SQUARES);
            }
        }
        var factors = new HashMap<LocalDate, Double>();
        overUsual.forEach(
                (day, ratios) -> {
                    double factor = dayFactor(ratios);
                    if (factor != 1) {
                        factors.put(day, factor);
                    }
                });
        return new Habits(weekdays, spreads.isEmpty() ? 1 : median(spreads), Double.NaN, factors);
    }

    private static double level(List<DayReading> days, double[] weekdays) {
        var levels = new ArrayList<Double>();
        for (var day : days) {
            double weekday = weekdays[day.day().getDayOfWeek().getValue() - 1];
            if (weekday > LEAST_OF_LEVEL) {
                levels.add(day.numerator() / weekday);
            }
        }
        return levels.size() < FEWEST_DAYS ? 0 : median(levels);
    }

    private static double median(List<Double> values) {
        var sorted = values.stream().sorted().toList();
        int half = sorted.size() / 2;
        return sorted.size() % 2 == 1
                ? sorted.get(half)
                : (sorted.get(half - 1) + sorted.get(half)) / 2;
    }
}
