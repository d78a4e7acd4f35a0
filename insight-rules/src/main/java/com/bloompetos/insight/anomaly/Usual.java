package com.bloompetos.insight.anomaly;

import java.time.LocalDate;

/**
 * What is usual for one KPI at one branch, learned day by day: level × weekday, leaning on the
 * sister branches until it knows its own. A day far out teaches no more than one at the edge of
 * what is usual.
 */
final class Usual {
    /** A day counts half after some three weeks. */
    private static final double MEMORY = 1 / 28.0;

    private static final double WEEKDAY_MEMORY = 0.9;

    /** So many of a weekday's own weigh as much as the sisters' together. */
    private static final double SISTERS_WEEKS = 4;

    private static final double SPREAD_MEMORY = 0.97;

    /** Days of one's own misses that the sisters' together count for. */
    private static final double SISTERS_DAYS = 15;

    /** Outcomes that the sisters' rate counts for. */
    private static final double SISTERS_OUTCOMES = 60;

    /** In standard deviations; what lies beyond teaches as much as what lies here. */
    private static final double EDGE = 2;

    /** Squared misses that are cut at the edge are this much smaller (normal distribution). */
    private static final double CUT = 0.92;

    private static final double LEAST_SPREAD = 0.0005;

    private final Measure measure;
    private final Habits sisters;
    private final double[] sold = new double[7];
    private final double[] expected = new double[7];
    private double level;
    private double outcomes;
    private double hits;
    private double misses;
    private double missDays;
    private int days;

    Usual(Measure measure, Habits sisters) {
        this.measure = measure;
        this.sisters = sisters;
    }

    /** Days learned so far. */
    int days() {
        return days;
    }

    double level() {
        return measure == Measure.RATIO ? rate() : level;
    }

    /** The level is known to be another one. */
    void move(double to) {
        if (measure == Measure.RATIO) {
            hits = to * outcomes;
        } else {
            level = to;
        }
        days = Math.min(days, 5); // What was is quickly forgotten now.
    }

    /**
     * @param denominator so far, for a ratio
     * @param share of the day that has passed, by what it usually brings until then
     */
    Expectation expect(LocalDate day, double denominator, double share) {
        if (measure == Measure.RATIO) {
            return new Expectation(
                    measure,
                    rate() * denominator,
                    spread() + 1 / (outcomes + SISTERS_OUTCOMES),
                    Math.round(denominator));
        }
        double mean = level * factor(day) * share;
        // The level itself is known from so many days only.
        double unsure = 1 + 1 / Math.max(1, Math.min(days, 2 / MEMORY));
        return new Expectation(measure, mean, spread() * unsure, 0);
    }

    /** How much more than an average day this one should bring. */
    double factor(LocalDate day) {
        return measure == Measure.RATIO ? 1 : weekday(day) * sisters.day(day);
    }

    void observe(DayReading reading) {
        if (measure == Measure.RATIO) {
            observeRatio(reading);
            return;
        }
        double factor = factor(reading.day());
        if (factor < 0.02) {
            days++;
            learnWeekday(reading, Math.max(level, 1e-9));
            return; // Closed: it tells nothing of the level.
        }
        double mean = level * factor;
        double value = reading.numerator();
        if (days >= 3) {
            double edge = EDGE * Math.sqrt(mean * spread());
            value = Math.max(mean - edge, Math.min(mean + edge, value));
            double miss = value - mean;
            misses = misses * SPREAD_MEMORY + miss * miss / Math.max(mean, 1e-9) / CUT;
            missDays = missDays * SPREAD_MEMORY + 1;
        }
        days++;
        learnWeekday(reading, Math.max(level, 1e-9));
        level += Math.max(MEMORY, 1.0 / days) * (value / factor - level);
    }

    private void observeRatio(DayReading reading) {
        double base = reading.denominator();
        if (base < 1) {
            return;
        }
        double rate =
                days == 0 && Double.isNaN(sisters.rate()) ? reading.numerator() / base : rate();
        double variance = base * rate * (1 - rate) * (1 + (base - 1) * spread());
        double edge = EDGE * Math.sqrt(variance) + 1;
        double value =
                Math.max(base * rate - edge, Math.min(base * rate + edge, reading.numerator()));
        if (days >= 3 && base > 5 && rate > 0 && rate < 1) {
            double chance = base * rate * (1 - rate);
            double miss = value - base * rate;
            misses = misses * SPREAD_MEMORY + (miss * miss / chance / CUT - 1) / (base - 1);
            missDays = missDays * SPREAD_MEMORY + 1;
        }
        days++;
        outcomes = outcomes * (1 - MEMORY) + base;
        hits = hits * (1 - MEMORY) + value;
    }

    private void learnWeekday(DayReading reading, double usual) {
        int day = reading.day().getDayOfWeek().getValue() - 1;
        double mean = usual * sisters.day(reading.day());
        double edge = 4 * mean * Math.max(weekday(reading.day()), 0.25);
        sold[day] = sold[day] * WEEKDAY_MEMORY + Math.min(reading.numerator(), edge);
        expected[day] = expected[day] * WEEKDAY_MEMORY + mean;
    }

    private double weekday(LocalDate day) {
        int number = day.getDayOfWeek().getValue() - 1;
        double leaning = SISTERS_WEEKS * Math.max(level, 1e-9);
        return (sold[number] + leaning * sisters.weekday(day)) / (expected[number] + leaning);
    }

    private double rate() {
        if (Double.isNaN(sisters.rate())) {
            return outcomes == 0 ? 0 : hits / outcomes;
        }
        return (hits + SISTERS_OUTCOMES * sisters.rate()) / (outcomes + SISTERS_OUTCOMES);
    }

    double spread() {
        double own = (misses + SISTERS_DAYS * sisters.spread()) / (missDays + SISTERS_DAYS);
        return Math.max(own, measure == Measure.RATIO ? LEAST_SPREAD : 1e-6);
    }
}
