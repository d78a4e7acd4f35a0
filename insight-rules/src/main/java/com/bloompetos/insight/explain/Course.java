package com.bloompetos.insight.explain;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A branch's last twelve weeks of one look, none of which is still running.
 *
 * @param weeks oldest first
 */
public record Course(Look look, LocalDate last, List<Sums> weeks) {
    public static final int WEEKS = 12;

    private static final int DAYS = 7;

    /** Weeks differ by this much whatever happens, as a coefficient of variation. */
    private static final double LUCK = 0.03;

    public Course {
        weeks = List.copyOf(weeks);
    }

    /**
     * @param lines as the query's answer is written: week, numerator, denominator, cents
     */
    public static Course of(Look look, LocalDate last, List<String> lines) {
        var weeks = new ArrayList<>(Collections.nCopies(WEEKS, Sums.NONE));
        for (var line : lines) {
            var fields = line.split("\t", -1);
            if (fields.length != 4) {
                throw new IllegalArgumentException(fields.length + " fields: " + line);
            }
            long days = LocalDate.parse(fields[0]).toEpochDay() - first(last).toEpochDay();
            weeks.set(
                    (int) (days / DAYS),
                    new Sums(
                            Long.parseLong(fields[1]),
                            Long.parseLong(fields[2]),
                            Long.parseLong(fields[3])));
        }
        return new Course(look, last, weeks);
    }

    /** The first day of the twelve weeks. */
    public static LocalDate first(LocalDate last) {
        return last.minusDays((long) DAYS * WEEKS - 1);
    }

    /** The first day of each week. */
    public List<LocalDate> days() {
        return first(last).datesUntil(last, java.time.Period.ofDays(DAYS)).toList();
    }

    /** A week in which nothing was counted says that the branch was not there. */
    boolean isWhole() {
        return weeks.stream().allMatch(week -> week.denominator() > 0);
    }

    Sums week(int number) {
        return weeks.get(number);
    }

    public Sums now() {
        return weeks.get(WEEKS - 1);
    }

    /** Of a share its rate, of everything else how much there was. */
    double value(int number) {
        var week = weeks.get(number);
        return look.kind() == Look.Kind.SHARE
                ? (double) week.numerator() / week.denominator()
                : week.numerator();
    }

    /** What one unit of a value is worth in a week like the last one, in cents. */
    double centsPerUnit() {
        var now = now();
        double each = (double) now.cents() / now.denominator();
        return switch (look.kind()) {
            case SHARE -> each * now.denominator();
            case COUNT -> each;
            case MONEY -> 1;
        };
    }

    /**
     * How much values around this one vary by chance at least, as a variance: their counts are
     * Poisson's, and weeks have luck besides.
     */
    double chance(double value, int from, int to) {
        double facts = 0;
        double numerators = 0;
        for (var week : weeks.subList(from, to)) {
            facts += week.denominator();
            numerators += week.numerator();
        }
        facts /= to - from;
        numerators /= to - from;
        double counts =
                switch (look.kind()) {
                    case SHARE -> value * (1 - value) / facts;
                    case COUNT -> value;
                    case MONEY -> numerators * numerators / facts;
                };
        return counts + LUCK * LUCK * value * value;
    }
}
