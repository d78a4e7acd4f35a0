package com.bloompetos.insight.explain;

import java.util.Optional;

/**
 * A last week better than each of the eleven before it, and by more than chance.
 *
 * @param usual the mean of those eleven, in the look's value
 * @param better than usual, likewise
 * @param certainty that in units of what weeks vary by
 */
public record BestWeek(Course course, double usual, double better, double certainty) {
    private static final double LEAST_CERTAINTY = 2.5;

    private static final int BEFORE = Course.WEEKS - 1;

    public static Optional<BestWeek> find(Course course) {
        return course.isWhole()
                ? Optional.of(of(course)).filter(BestWeek::isTold)
                : Optional.empty();
    }

    /** The last week beside the others, whatever it is. */
    public static BestWeek of(Course course) {
        double mean = 0;
        for (int i = 0; i < BEFORE; i++) {
            mean += course.value(i) / BEFORE;
        }
        double left = 0;
        for (int i = 0; i < BEFORE; i++) {
            left += (course.value(i) - mean) * (course.value(i) - mean);
        }
        double variance = Math.max(left / (BEFORE - 1), course.chance(mean, 0, BEFORE));
        double more = course.value(BEFORE) - mean;
        double better = course.look().isBadWhenRising() ? -more : more;
        return new BestWeek(
                course,
                mean,
                better,
                variance == 0 ? 0 : better / Math.sqrt(variance * (1 + 1.0 / BEFORE)));
    }

    private boolean isTold() {
        return certainty >= LEAST_CERTAINTY && claimed() > 0;
    }

    /** By how much it is better than usual, if it is the best of all. */
    public double claimed() {
        for (int i = 0; i < BEFORE; i++) {
            double more = course.isWhole() ? course.value(BEFORE) - course.value(i) : 0;
            if (course.look().isBadWhenRising() ? more >= 0 : more <= 0) {
                return 0;
            }
        }
        return Math.max(0, better);
    }

    /** What it brought beyond a usual week, or spared. */
    public long gainCents() {
        return Math.round(better * course.centsPerUnit());
    }

    public double confidence() {
        double beyond = (certainty * certainty - LEAST_CERTAINTY * LEAST_CERTAINTY) / 2;
        return 1 - Math.exp(-Math.max(0, beyond) - 0.7);
    }
}
