package com.bloompetos.insight.anomaly;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the days of one KPI at one branch in their order and joins those that are not as usual into
 * episodes. It remembers nothing between two readings of the same days: what was restated is judged
 * as if it had always been so.
 */
public final class DayEpisodes {
    /** Fewer days make no usual. */
    private static final int FEWEST_DAYS = 14;

    /** So many unusual days are a new level, and not spikes. */
    private static final int SHIFTED = 5;

    /** So many, and the new level is the usual one. */
    private static final int LASTING = 14;

    /** An episode goes on while days are this improbable. */
    private static final double CALM = 0.02;

    /** A day that is still running is looked at many times. */
    private static final double LOOKS = 5;

    /** Earlier in the day the share that is usually reached says too little. */
    private static final double LEAST_SHARE = 0.3;

    /** How much wider a part of a day spreads than its part of the whole day's spread. */
    private static final double PARTIAL_SPREAD = 1.3;

    /** These days together are held against the level of some weeks ago. */
    private static final int RECENT = 14;

    private static final int WEEKS_AGO = 35;
    private static final double DRIFTED = 5;

    /** Two weeks prove what a day cannot: less of an effect is worth a word. */
    private static final double DRIFT_EFFECT = 0.6;

    private final DayQuestion question;
    private final Usual usual;
    private final List<DayEpisode> found = new ArrayList<>();
    private final List<DayReading> read = new ArrayList<>();
    private final List<Double> levels = new ArrayList<>();
    private @Nullable Running running;
    private @Nullable LocalDate drifting;

    private DayEpisodes(DayQuestion question, Habits sisters) {
        this.question = question;
        this.usual = new Usual(question.measure(), sisters);
    }

    /**
     * @param days in order; a day without a reading is a zero of a count, and no day of a ratio
     * @param today the last one, as far as it has come
     */
    public static List<DayEpisode> of(
            DayQuestion question, Habits sisters, List<DayReading> days, Today today) {
        var episodes = new DayEpisodes(question, sisters);
        for (var day : days) {
            episodes.day(Today.closed(day));
        }
        episodes.day(today);
        episodes.endOfDays();
        return episodes.found;
    }

    /** What this day should bring as a whole, by the days before it. */
    public static Expectation expectation(
            Measure measure, Habits sisters, List<DayReading> days, DayReading asked) {
        var usual = new Usual(measure, sisters);
        days.forEach(usual::observe);
        return usual.expect(asked.day(), asked.denominator(), 1);
    }

    private void day(Today today) {
        var reading = today.reading();
        if (question.measure() == Measure.RATIO && reading.denominator() < 1) {
            return;
        }
        boolean isJudged = usual.days() >= FEWEST_DAYS && (question.rises() || today.hasShare());
        if (!isJudged) {
            learn(today);
            return;
        }
        double share = today.hasShare() ? today.share() : 1;
        var expected = usual.expect(reading.day(), reading.denominator(), Math.min(1, share));
        if (!today.isClosed() && question.measure() != Measure.RATIO) {
            expected =
                    new Expectation(
                            expected.measure(),
                            expected.mean(),
                            expected.spread() * PARTIAL_SPREAD,
                            expected.base());
        }
        boolean isTooEarly = !question.rises() && !today.isClosed() && share < LEAST_SHARE;
        double tail =
                question.rises()
                        ? expected.atLeast(reading.numerator())
                        : expected.atMost(reading.numerator());
        double limit = today.isClosed() ? question.rarity() : question.rarity() / LOOKS;
        double off =
                (question.rises() ? 1 : -1)
                        * (reading.numerator() - expected.mean())
                        / Math.max(expected.mean(), 1e-9);
        boolean isUnusual =
                !isTooEarly
                        && off >= question.leastEffect()
                        && expected.events() >= question.leastEvents();
        if (running == null) {
            if (isUnusual && tail <= limit) {
                running = new Running(reading.day());
                running.add(reading, expected, tail);
                return;
            }
        } else if (isUnusual && tail <= CALM) {
            running.add(reading, expected, tail);
            if (running.days >= LASTING) {
                usual.move(usual.level() * running.observed / running.expected);
                levels.clear();
                found.add(running.episode(false));
                running = null;
            }
            return;
        } else if (today.isClosed()) {
            found.add(running.episode(false));
            running = null;
        }
        learn(today);
    }

    private void learn(Today today) {
        if (!today.isClosed()) {
            return; // Half a day teaches nothing.
        }
        drift(today.reading());
        usual.observe(today.reading());
        levels.add(usual.level());
        read.add(today.reading());
    }

    private void drift(DayReading now) {
        if (levels.size() < RECENT + WEEKS_AGO) {
            drifting = null;
            return;
        }
        double before = levels.get(levels.size() - WEEKS_AGO);
        double observed = 0;
        double expected = 0;
        double base = 0;
        for (var day : read.subList(read.size() - RECENT, read.size())) {
            observed += day.numerator();
            base += day.denominator();
            expected +=
                    question.measure() == Measure.RATIO
                            ? before * day.denominator()
                            : before * usual.factor(day.day());
        }
        double variance =
                question.measure() == Measure.RATIO
                        ? expected * (1 - before) * (1 + (base / RECENT - 1) * usual.spread())
                        : expected * usual.spread();
        // The level of then was learned from some two weeks' worth of days itself.
        double far = (observed - expected) / Math.sqrt(Math.max(2 * variance, 1e-9));
        double off = (observed - expected) / Math.max(expected, 1e-9);
        int sign = question.rises() ? 1 : -1;
        boolean isEnough =
                (question.measure() == Measure.RATIO ? base : expected / usual.spread()) / RECENT
                        >= question.leastEvents();
        if (!isEnough
                || sign * far < DRIFTED
                || sign * off < DRIFT_EFFECT * question.leastEffect()) {
            drifting = null;
            return;
        }
        if (drifting == null) {
            drifting = now.day();
        }
        found.removeIf(
                episode ->
                        episode.kind() == Episode.Kind.DRIFT && episode.begin().equals(drifting));
        found.add(
                new DayEpisode(
                        Episode.Kind.DRIFT,
                        drifting,
                        now.day(),
                        RECENT,
                        observed,
                        expected,
                        base,
                        Double.MIN_NORMAL,
                        false));
    }

    private void endOfDays() {
        if (running != null) {
            found.add(running.episode(true));
        }
        var since = drifting;
        if (since != null) {
            found.replaceAll(
                    episode ->
                            episode.kind() == Episode.Kind.DRIFT && episode.begin().equals(since)
                                    ? open(episode)
                                    : episode);
        }
    }

    private static DayEpisode open(DayEpisode episode) {
        return new DayEpisode(
                episode.kind(),
                episode.begin(),
                episode.last(),
                episode.days(),
                episode.observed(),
                episode.expected(),
                episode.base(),
                episode.rarity(),
                true);
    }

    private static final class Running {
        private final LocalDate begin;
        private LocalDate last;
        private int days;
        private double observed;
        private double expected;
        private double base;
        private double rarity = 1;

        private Running(LocalDate begin) {
            this.begin = begin;
            this.last = begin;
        }

        private void add(DayReading reading, Expectation told, double tail) {
            last = reading.day();
            days++;
            observed += reading.numerator();
            expected += told.mean();
            base += reading.denominator();
            rarity = Math.min(rarity, tail);
        }

        private DayEpisode episode(boolean isOpen) {
            var kind = days < SHIFTED ? Episode.Kind.SPIKE : Episode.Kind.LEVEL_SHIFT;
            return new DayEpisode(
                    kind, begin, last, days, observed, expected, base, rarity, isOpen);
        }
    }
}
