package com.bloompetos.api.kpi;

import com.bloompetos.api.problem.Problem;
import com.bloompetos.api.problem.ProblemType;
import com.bloompetos.insight.kpi.Kpi;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of a KPI, once it is known that its kind has an answer.
 *
 * @param by what the answer is divided by, if by anything
 * @param weeks how many weeks back the same weekdays are compared; 0 for no comparison
 */
record KpiQuestion(Kpi kpi, LocalDate from, LocalDate to, @Nullable RollUpBy by, int weeks) {
    static final int MOST_DAYS = 731; // Two years, so that a year can be compared.

    private static final int MOST_WEEKS = 104;
    private static final int USUAL_WEEKS = 4;

    static KpiQuestion of(
            Kpi kpi,
            KpiScope.Kind kind,
            LocalDate from,
            LocalDate to,
            @Nullable String by,
            @Nullable String compare,
            @Nullable Integer weeks) {
        requireRange(from, to);
        var question = new KpiQuestion(kpi, from, to, by(kind, by), weeks(compare, weeks));
        question.requireWholePeriod();
        question.requireKind();
        return question;
    }

    static void requireRange(LocalDate from, LocalDate to) {
        if (to.isBefore(from)) {
            throw Problem.invalid(ProblemType.INVALID_FIELD, "to", "to lies before from.");
        }
        if (ChronoUnit.DAYS.between(from, to) >= MOST_DAYS) {
            throw Problem.invalid(
                    ProblemType.INVALID_FIELD,
                    "from",
                    "from and to span more than %d days.".formatted(MOST_DAYS));
        }
    }

    static int weeks(@Nullable String compare, @Nullable Integer weeks) {
        if (compare == null) {
            return 0;
        }
        if (!compare.equals("same_weekday")) {
            throw Problem.invalid(
                    ProblemType.INVALID_FIELD, "compare", "compare may be same_weekday.");
        }
        int asked = weeks == null ? USUAL_WEEKS : weeks;
        if (asked < 1 || asked > MOST_WEEKS) {
            throw Problem.invalid(
                    ProblemType.INVALID_FIELD, "weeks", "weeks is 1 to %d.".formatted(MOST_WEEKS));
        }
        return asked;
    }

    private static @Nullable RollUpBy by(KpiScope.Kind kind, @Nullable String by) {
        if (by == null) {
            return null;
        }
        return Arrays.stream(RollUpBy.values())
                .filter(one -> one.text().equals(by) && isBelow(kind, one))
                .findFirst()
                .orElseThrow(
                        () ->
                                Problem.invalid(
                                        ProblemType.INVALID_FIELD,
                                        "by",
                                        "by may be %s for one %s."
                                                .formatted(
                                                        Arrays.stream(RollUpBy.values())
                                                                .filter(one -> isBelow(kind, one))
                                                                .map(RollUpBy::text)
                                                                .collect(Collectors.joining(", ")),
                                                        kind.text())));
    }

    private static boolean isBelow(KpiScope.Kind kind, RollUpBy by) {
        return by.isPeriod() || KpiScope.Kind.valueOf(by.name()).ordinal() > kind.ordinal();
    }

    /** A month's reading stands under its first day: other days have none, which is not zero. */
    private void requireWholePeriod() {
        var next =
                switch (kpi.grain()) {
                    case WEEK -> from.with(TemporalAdjusters.nextOrSame(DayOfWeek.MONDAY));
                    case MONTH ->
                            from.getDayOfMonth() == 1
                                    ? from
                                    : from.with(TemporalAdjusters.firstDayOfNextMonth());
                    case HOUR, DAY, SNAPSHOT -> from;
                };
        if (next.isAfter(to)) {
            throw refused(
                    "from",
                    "a range with the first day of a %s in it"
                            .formatted(KpiAnswer.lower(kpi.grain())));
        }
    }

    private void requireKind() {
        boolean isLong = kpi.grain() == Kpi.Grain.WEEK || kpi.grain() == Kpi.Grain.MONTH;
        if (isLong && weeks > 0) {
            throw refused("compare", "by=%s over a longer range".formatted(grain()));
        }
        if (isLong && by != null && by.isPeriod() && !by.name().equals(kpi.grain().name())) {
            throw refused("by", "by=" + grain());
        }
    }

    private String grain() {
        return kpi.grain().name().toLowerCase(Locale.ROOT);
    }

    private Problem refused(String field, String instead) {
        return Problem.invalid(
                ProblemType.NOT_ADDED_UP,
                field,
                "%s is told by the %s and rolls up as %s: this cannot be made of it. Ask for %s."
                        .formatted(
                                kpi.name(), grain(), KpiAnswer.lower(kpi.additivity()), instead));
    }
}
