package com.bloompetos.insight.explain;

import java.util.Optional;

/**
 * Eight weeks that go steadily the wrong way: the least-squares line through them, held against how
 * much weeks vary around it. No single one of them need be a bad one.
 *
 * @param slope a week, in the look's value: a rate, a number or cents
 * @param first what the line says of the first week
 * @param last what it says of the last
 * @param certainty the slope in units of its standard error, positive where it is a bad one
 */
public record Trend(Course course, double slope, double first, double last, double certainty) {
    public static final int WEEKS = 8;

    /** Of a thousand branches that stay as they are, one or two have such a course by chance. */
    private static final double LEAST_CERTAINTY = 3.3;

    /** Less of its beginning is not worth a sentence. */
    private static final double LEAST_SHARE = 0.15;

    private static final int BEGIN = Course.WEEKS - WEEKS;

    public static Optional<Trend> find(Course course) {
        return course.isWhole() ? Optional.of(of(course)).filter(Trend::isTold) : Optional.empty();
    }

    /** The line, whatever it says. */
    public static Trend of(Course course) {
        double middle = (WEEKS - 1) / 2.0;
        double mean = 0;
        for (int i = 0; i < WEEKS; i++) {
            mean += course.value(BEGIN + i) / WEEKS;
        }
        double squares = 0;
        double products = 0;
        for (int i = 0; i < WEEKS; i++) {
            squares += (i - middle) * (i - middle);
            products += (i - middle) * (course.value(BEGIN + i) - mean);
        }
        double slope = products / squares;
        double left = 0;
        for (int i = 0; i < WEEKS; i++) {
            double off = course.value(BEGIN + i) - mean - slope * (i - middle);
            left += off * off;
        }
        double variance = Math.max(left / (WEEKS - 2), course.chance(mean, BEGIN, Course.WEEKS));
        double bad = course.look().isBadWhenRising() ? slope : -slope;
        return new Trend(
                course,
                slope,
                mean - slope * middle,
                mean + slope * middle,
                variance == 0 ? 0 : bad / Math.sqrt(variance / squares));
    }

    private boolean isTold() {
        return certainty >= LEAST_CERTAINTY
                && Math.abs(last - first) >= LEAST_SHARE * Math.max(first, last)
                && claimed() > 0;
    }

    /** By how much it is worse, if both the line and its two ends say so. */
    public double claimed() {
        double more = course.isWhole() ? course.value(Course.WEEKS - 1) - course.value(BEGIN) : 0;
        return (course.look().isBadWhenRising() ? more > 0 : more < 0) ? Math.max(0, worse()) : 0;
    }

    public Sums then() {
        return course.week(BEGIN);
    }

    /** How much worse the line's last week is than its first, in the look's value. */
    private double worse() {
        return course.look().isBadWhenRising() ? last - first : first - last;
    }

    /** What that is worth in a week. */
    public long atStakeCents() {
        return Math.round(worse() * course.centsPerUnit());
    }

    public double confidence() {
        double beyond = (certainty * certainty - LEAST_CERTAINTY * LEAST_CERTAINTY) / 2;
        return 1 - Math.exp(-Math.max(0, beyond) - 0.7);
    }
}
