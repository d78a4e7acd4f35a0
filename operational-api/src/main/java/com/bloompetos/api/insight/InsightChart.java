package com.bloompetos.api.insight;

import com.bloompetos.insight.explain.Claim;
import com.bloompetos.insight.explain.Course;
import com.bloompetos.insight.explain.Sums;
import com.bloompetos.insight.explain.Weeks;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * The picture that shows it: each day's parts of the KPI, and where the week begins. What is about
 * many weeks has a value for each, under its first day.
 */
record InsightChart(
        List<LocalDate> days,
        LocalDate firstDay,
        List<Long> partNumerator,
        List<Long> partDenominator,
        List<Long> restNumerator,
        List<Long> restDenominator) {

    static InsightChart of(Claim claim, Weeks weeks) {
        var days = claim.days(weeks);
        return new InsightChart(
                days,
                weeks.first(),
                values(days, claim.part(), Sums::numerator),
                values(days, claim.part(), Sums::denominator),
                values(days, claim.rest(), Sums::numerator),
                values(days, claim.rest(), Sums::denominator));
    }

    static InsightChart of(Course course) {
        var nothing = Collections.nCopies(Course.WEEKS, 0L);
        return new InsightChart(
                course.days(),
                new Weeks(course.last()).first(),
                course.weeks().stream().map(Sums::numerator).toList(),
                course.weeks().stream().map(Sums::denominator).toList(),
                nothing,
                nothing);
    }

    private static List<Long> values(
            List<LocalDate> days, java.util.Map<LocalDate, Sums> sums, ToLongFunction<Sums> value) {
        return days.stream()
                .map(day -> value.applyAsLong(sums.getOrDefault(day, Sums.NONE)))
                .toList();
    }
}
