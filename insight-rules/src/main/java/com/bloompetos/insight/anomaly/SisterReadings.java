package com.bloompetos.insight.anomaly;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * The days of one KPI at the branches of a chain that share a calendar: each is judged by its own
 * past and by what its sisters have in common. Readings are absolute; the same again changes
 * nothing, and another one takes the place of what was told before.
 */
public final class SisterReadings {
    /** Ten weeks: eight to learn from, and two that an episode may have lasted. */
    public static final int DAYS = 70;

    private final DayQuestion question;
    private final double partsPerEvent;
    private final int window;
    private final Map<String, double[][]> branches = new HashMap<>();
    private final Map<String, Expectation> expected = new HashMap<>();
    private LocalDate today = LocalDate.MIN;
    private @Nullable Habits habits;

    /**
     * @param partsPerEvent how many of a reading's parts are one event
     * @param window days that are added up
     */
    public SisterReadings(DayQuestion question, double partsPerEvent, int window) {
        this.question = question;
        this.partsPerEvent = partsPerEvent;
        this.window = window;
    }

    /** Days to come and days long past are left out. */
    public void put(String branch, LocalDate day, double numerator, double denominator) {
        int index = index(day);
        if (index < 0 || index >= DAYS) {
            return;
        }
        var days =
                branches.computeIfAbsent(
                        branch,
                        any -> {
                            var empty = new double[2][DAYS];
                            java.util.Arrays.fill(empty[0], Double.NaN);
                            return empty;
                        });
        double value = numerator / partsPerEvent;
        double base = denominator / partsPerEvent;
        if (days[0][index] == value && days[1][index] == base) {
            return;
        }
        days[0][index] = value;
        days[1][index] = base;
        if (index < DAYS - 1) {
            forgetWhatWasLearned();
        }
    }

    /** Another day has begun at these branches; the oldest day is dropped. */
    public void turnTo(LocalDate day) {
        if (day.equals(today)) {
            return;
        }
        long shift = today.equals(LocalDate.MIN) ? 0 : day.toEpochDay() - today.toEpochDay();
        today = day;
        for (var days : branches.values()) {
            var numerators = days[0].clone();
            var denominators = days[1].clone();
            for (int i = 0; i < DAYS; i++) {
                long from = i + shift;
                boolean isKnown = from >= 0 && from < DAYS;
                days[0][i] = isKnown ? numerators[(int) from] : Double.NaN;
                days[1][i] = isKnown ? denominators[(int) from] : 0;
            }
        }
        forgetWhatWasLearned();
    }

    public Set<String> branches() {
        return branches.keySet();
    }

    /**
     * @param isClosed whether today is over at this branch
     * @param share of a usual day that it has reached by now, 1 when it is over; not a number where
     *     unknown
     * @param factor what today brings the sisters, of {@link #factor}
     */
    public List<DayEpisode> judge(String branch, boolean isClosed, double share, double factor) {
        var past = past(branch);
        if (past.isEmpty()) {
            return List.of();
        }
        return DayEpisodes.of(
                question,
                habits().on(today, factor),
                past,
                new Today(reading(branch, DAYS - 1), isClosed ? 1 : share, isClosed));
    }

    /** What today should bring a branch as a whole, the calendar included. */
    public Expectation expected(String branch, double factor) {
        var usual = usual(branch);
        return new Expectation(
                usual.measure(), usual.mean() * factor, usual.spread(), usual.base());
    }

    /**
     * What today has brought the sisters together so far, where that is not the usual.
     *
     * @param share as above, by branch
     */
    public double factor(ToDoubleFunction<String> share) {
        if (question.measure() == Measure.RATIO) {
            return 1;
        }
        var overUsual = new ArrayList<Double>();
        for (var sister : branches.keySet()) {
            double mean = usual(sister).mean() * share.applyAsDouble(sister);
            if (mean > usual(sister).spread()) {
                overUsual.add(reading(sister, DAYS - 1).numerator() / mean);
            }
        }
        return Habits.dayFactor(overUsual);
    }

    /** The sums of the last four weeks, today left out. */
    public DayReading lately(String branch) {
        double numerator = 0;
        double denominator = 0;
        for (int i = DAYS - 29; i < DAYS - 1; i++) {
            var day = reading(branch, i);
            numerator += day.numerator();
            denominator += day.denominator();
        }
        return new DayReading(today, numerator * partsPerEvent, denominator * partsPerEvent);
    }

    private Expectation usual(String branch) {
        return expected.computeIfAbsent(
                branch,
                any ->
                        DayEpisodes.expectation(
                                question.measure(),
                                habits(),
                                past(branch),
                                reading(branch, DAYS - 1)));
    }

    private Habits habits() {
        if (habits == null) {
            habits =
                    Habits.of(
                            question.measure(),
                            branches.keySet().stream().map(this::past).toList());
        }
        return habits;
    }

    /** From the first day with a reading on; a branch is not empty before it was there. */
    private List<DayReading> past(String branch) {
        var days = branches.get(branch);
        var past = new ArrayList<DayReading>();
        for (int i = 0; days != null && i < DAYS - 1; i++) {
            if (!past.isEmpty() || !Double.isNaN(days[0][i])) {
                past.add(reading(branch, i));
            }
        }
        return past;
    }

    private DayReading reading(String branch, int index) {
        var days = branches.get(branch);
        double numerator = 0;
        double denominator = 0;
        for (int i = Math.max(0, index - window + 1); days != null && i <= index; i++) {
            numerator += Double.isNaN(days[0][i]) ? 0 : days[0][i];
            denominator += days[1][i];
        }
        return new DayReading(today.minusDays(DAYS - 1 - index), numerator, denominator);
    }

    private int index(LocalDate day) {
        return (int) (DAYS - 1 - (today.toEpochDay() - day.toEpochDay()));
    }

    private void forgetWhatWasLearned() {
        habits = null;
        expected.clear();
    }
}
