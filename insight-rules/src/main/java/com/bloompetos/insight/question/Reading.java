package com.bloompetos.insight.question;

import com.bloompetos.insight.explain.Contrast;
import com.bloompetos.insight.explain.Contrast.Days;
import com.bloompetos.insight.explain.Look;
import com.bloompetos.insight.kpi.Kpi;
import com.bloompetos.insight.question.Phrase.Kind;
import com.bloompetos.insight.question.Query.Comparison;
import com.bloompetos.insight.question.Query.Ranking;
import com.bloompetos.insight.question.Query.ServiceFilter;
import com.bloompetos.insight.question.Refusal.Reason;
import com.bloompetos.insight.question.Vocabulary.Against;
import com.bloompetos.insight.question.Vocabulary.End;
import com.bloompetos.insight.question.Vocabulary.Lead;
import com.bloompetos.insight.question.Vocabulary.Named;
import com.bloompetos.insight.question.Vocabulary.Some;
import com.bloompetos.insight.question.Why.Moved;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One way to read a question: what its phrases ask together, if the KPI can tell it. */
final class Reading {
    private static final int MOST_DAYS = 731;
    private static final int MOST_WHY_DAYS = 92;

    private final List<Phrase> phrases;
    private final LocalDate today;

    Reading(List<Phrase> phrases, LocalDate today) {
        this.phrases = phrases;
        this.today = today;
    }

    /** What cannot be asked, found while the query is put together. */
    private static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient Refusal refusal;

        Refused(Reason reason, String sentence) {
            super(sentence, null, false, false);
            this.refusal = Grammar.refuse(reason, sentence);
        }
    }

    Understanding query() {
        try {
            return ask();
        } catch (Refused refused) {
            return refused.refusal;
        }
    }

    private Meaning ask() {
        if (has(Kind.WHY)) {
            return why();
        }
        var named = one(Kind.KPI, Named.class).orElseThrow();
        var kpi = named.kpi();
        requireAmount(named);
        var place =
                one(Kind.PLACE, Object.class)
                        .filter(Place.class::isInstance)
                        .map(Place.class::cast)
                        .orElse(null);
        var period = period(kpi);
        var by = by();
        var ranking = ranking(kpi, by);
        var services = one(Kind.SERVICE, ServiceFilter.class).orElse(null);
        @SuppressWarnings("unchecked")
        List<DayOfWeek> weekdays = one(Kind.WEEKDAYS, List.class).orElse(List.of());
        var query =
                new Query(
                        kpi,
                        place,
                        period,
                        services,
                        weekdays,
                        by,
                        comparison(kpi, period),
                        ranking);
        requireTold(query);
        return query;
    }

    private Why why() {
        var period = whyPeriod();
        var whole = new Days(period.from(), period.to());
        return new Why(
                looks(),
                one(Kind.PLACE, Object.class)
                        .filter(Place.class::isInstance)
                        .map(Place.class::cast)
                        .orElse(null),
                one(Kind.SERVICE, ServiceFilter.class).orElse(null),
                contrast(period, whole),
                one(Kind.MOVED, Moved.class).orElseThrow());
    }

    private List<Look> looks() {
        var said = one(Kind.LOOKED_AT, Look.class);
        var named = one(Kind.KPI, Named.class);
        if (said.isPresent()) {
            return List.of(said.get());
        }
        if (named.isEmpty()) {
            // What a place falls or rises in is its amounts; both are told, each by its name.
            return List.of(Look.NET_SALES, Look.BOOKINGS);
        }
        var kpi = named.get().kpi();
        return Look.find(kpi.name())
                .map(List::of)
                .orElseThrow(
                        () ->
                                new Refused(
                                        Reason.WHY,
                                        "What %s is made of is not taken apart here; that of no-show rate, late cancel rate, bookings, refunds and net sales is."
                                                .formatted(kpi.label().toLowerCase(Locale.ROOT))));
    }

    /** Whole days only: a part of a day is always less. */
    private Period whyPeriod() {
        var days = one(Kind.ON_DAY, Period.class);
        var asked = one(Kind.PERIOD, Period.class);
        if (days.isPresent() == asked.isPresent()) {
            throw new Refused(
                    days.isPresent() ? Reason.TWO_THINGS : Reason.NO_PERIOD,
                    days.isPresent()
                            ? "Ask for one period at a time."
                            : "Of which days? For example: last week, or yesterday.");
        }
        var period = days.or(() -> asked).orElseThrow();
        var whole = period.until(today.minusDays(1));
        if (whole.to().isBefore(whole.from())) {
            throw new Refused(
                    Reason.NOT_TOLD,
                    "These days are not over: a part of a day is not set against a whole one.");
        }
        if (days(whole) > MOST_WHY_DAYS) {
            throw new Refused(
                    Reason.NOT_TOLD,
                    "What more than %d days are made of is not taken apart."
                            .formatted(MOST_WHY_DAYS));
        }
        return period;
    }

    private Contrast contrast(Period period, Days asked) {
        var whole = period.until(today.minusDays(1));
        var now = new Days(whole.from(), whole.to());
        boolean isRunning = !now.equals(asked);
        var compared = one(Kind.COMPARED, Object.class);
        boolean isUsual =
                compared.map(with -> with == Against.SAME_WEEKDAY).orElse(Contrast.hasUsual(now));
        if (isUsual) {
            if (!Contrast.hasUsual(now)) {
                throw new Refused(
                        Reason.NOT_TOLD, "The same weekdays are set against a week at the most.");
            }
            return Contrast.withUsual(now);
        }
        var with = with(compared.orElse(Against.PERIOD_BEFORE), period, whole);
        if (isRunning) {
            with = with.asLongAs(whole);
        }
        return new Contrast(now, List.of(new Days(with.from(), with.to())));
    }

    private void requireAmount(Named named) {
        var kpi = named.kpi();
        boolean isAdded = !kpi.isDivided() && kpi.additivity() == Kpi.Additivity.SUM;
        var lead = one(Kind.LEAD, Lead.class).orElse(Lead.ANY);
        boolean isRight =
                switch (named.amount()) {
                            case ANY -> true;
                            case TOTAL -> isAdded;
                            case COUNTED -> kpi.unit() == Kpi.Unit.COUNT && !kpi.isDivided();
                        }
                        && switch (lead) {
                            case ANY -> true;
                            case MANY -> kpi.unit() == Kpi.Unit.COUNT;
                            case MUCH -> kpi.unit() == Kpi.Unit.CENTS;
                            case LONG ->
                                    kpi.unit() == Kpi.Unit.DAYS || kpi.unit() == Kpi.Unit.MINUTES;
                        };
        if (!isRight) {
            throw new Refused(
                    Reason.NOT_TOLD,
                    "%s is a number of another kind: %s.".formatted(kpi.label(), unit(kpi)));
        }
    }

    private static String unit(Kpi kpi) {
        var unit =
                switch (kpi.unit()) {
                    case COUNT -> "a count";
                    case RATIO -> "a share";
                    case CENTS -> "money";
                    case MINUTES -> "minutes";
                    case DAYS -> "days";
                };
        return kpi.per() == null ? unit : unit + " per " + kpi.per();
    }

    private Period period(Kpi kpi) {
        var asked = one(Kind.PERIOD, Period.class);
        if (asked.isEmpty()) {
            if (kpi.grain() == Kpi.Grain.SNAPSHOT) {
                return new Period(today, today, "today", Period.Unit.DAYS);
            }
            throw new Refused(
                    Reason.NO_PERIOD, "Of which days? " + kpi.label() + " is told for a period.");
        }
        var period = asked.get();
        if (period.from().isAfter(today)) {
            throw new Refused(
                    Reason.NOT_TOLD,
                    Sentences.days(period.from(), period.to()) + " has not begun.");
        }
        if (days(period) > MOST_DAYS) {
            throw new Refused(Reason.NOT_TOLD, "These are more days than two years have.");
        }
        requireWhole(kpi, period);
        return period;
    }

    /** A month's reading is that of a whole month: other days have none of their own. */
    private void requireWhole(Kpi kpi, Period period) {
        var grain = kpi.grain();
        if (grain != Kpi.Grain.WEEK && grain != Kpi.Grain.MONTH) {
            return;
        }
        var next = period.to().plusDays(1);
        boolean begins = kpi.periodOf(period.from()).equals(period.from());
        boolean ends = period.to().equals(today) || kpi.periodOf(next).equals(next);
        // One day of it is not asked for as a month, not even the first one.
        boolean isOneDay = period.from().equals(period.to()) && period.unit() == Period.Unit.DAYS;
        if (!begins || !ends || isOneDay) {
            throw new Refused(
                    Reason.NOT_TOLD,
                    "%s is told by the %s: ask for whole ones."
                            .formatted(kpi.label(), grain.name().toLowerCase(Locale.ROOT)));
        }
    }

    private @Nullable Grouping by() {
        Grouping found = null;
        for (var phrase : phrases) {
            var grouping =
                    switch (phrase.kind()) {
                        case BY, EVERY, WHICH, THE_ONE -> (Grouping) phrase.meaning();
                        case SOME, COUNTED -> ((Some) phrase.meaning()).grouping();
                        default -> null;
                    };
            if (grouping != null && found != null && found != grouping) {
                throw new Refused(
                        Reason.TWO_THINGS,
                        "Ask for one division at a time: by %s or by %s."
                                .formatted(found.word(), grouping.word()));
            }
            found = grouping == null ? found : grouping;
        }
        return found;
    }

    private @Nullable Ranking ranking(Kpi kpi, @Nullable Grouping by) {
        var some =
                phrases.stream()
                        .filter(one -> one.kind() == Kind.SOME || one.kind() == Kind.COUNTED)
                        .map(one -> (Some) one.meaning())
                        .findFirst();
        var end = one(Kind.SUPERLATIVE, End.class).or(() -> some.map(Some::end)).orElse(null);
        if (end == null) {
            return null;
        }
        int most = some.map(Some::most).orElse(1);
        var ranking = new Ranking(isHighest(kpi, end), most);
        if (!ranking.isHighest() && !kpi.isDivided() && by != null && !by.isPlace()) {
            throw new Refused(
                    Reason.NOT_TOLD,
                    "What had none of it has no reading, so the lowest cannot be told; ask for all of them by %s."
                            .formatted(by.word()));
        }
        return ranking;
    }

    private static boolean isHighest(Kpi kpi, End end) {
        boolean isCounted = !kpi.isDivided();
        boolean isJudged = kpi.direction() != Kpi.Direction.NONE;
        boolean isTold =
                switch (end) {
                    case HIGHEST, LOWEST, ALL -> true;
                    case MOST, FEWEST -> isCounted;
                    case TOP, BOTTOM -> kpi.direction() != Kpi.Direction.DOWN;
                    case BEST, WORST -> isJudged;
                };
        if (!isTold) {
            throw new Refused(
                    Reason.AMBIGUOUS,
                    "Of %s, say whether you want the highest or the lowest."
                            .formatted(kpi.label().toLowerCase(Locale.ROOT)));
        }
        return switch (end) {
            case HIGHEST, MOST, TOP, ALL -> true;
            case LOWEST, FEWEST, BOTTOM -> false;
            case BEST -> kpi.direction() == Kpi.Direction.UP;
            case WORST -> kpi.direction() == Kpi.Direction.DOWN;
        };
    }

    private @Nullable Comparison comparison(Kpi kpi, Period period) {
        var compared = one(Kind.COMPARED, Object.class);
        if (compared.isEmpty()) {
            return null;
        }
        var whole = period.until(today.minusDays(1));
        boolean isRunning = !whole.to().equals(period.to());
        if (whole.to().isBefore(whole.from())) {
            throw new Refused(
                    Reason.NOT_TOLD,
                    "Today is not over: a part of a day is not set against a whole one.");
        }
        if (isRunning && (kpi.grain() == Kpi.Grain.MONTH || kpi.grain() == Kpi.Grain.WEEK)) {
            throw new Refused(
                    Reason.NOT_TOLD,
                    kpi.label() + " is told for whole periods, and this one is not over.");
        }
        if (compared.get() == Against.SAME_WEEKDAY) {
            return new Comparison(whole, whole, true);
        }
        var with = with(compared.get(), period, whole);
        if (with.to().isAfter(today.minusDays(1))) {
            throw new Refused(Reason.NOT_TOLD, "What a number is set against must be over.");
        }
        return new Comparison(whole, isRunning ? with.asLongAs(whole) : with, false);
    }

    private static Period with(Object compared, Period period, Period whole) {
        if (compared instanceof Period other) {
            boolean isSameKind =
                    other.unit() == period.unit()
                            && (other.unit() != Period.Unit.DAYS || days(other) == days(whole));
            if (!isSameKind || !other.to().isBefore(period.from())) {
                throw new Refused(
                        Reason.NOT_TOLD, "The two periods are not of one kind, the earlier last.");
            }
            return other;
        }
        var before = period.unit() == Period.Unit.DAYS ? whole.before() : period.before();
        boolean isRight =
                switch ((Against) compared) {
                    case DAY_BEFORE -> days(period) == 1;
                    case WEEK_BEFORE -> period.unit() == Period.Unit.WEEK;
                    case MONTH_BEFORE -> period.unit() == Period.Unit.MONTH;
                    case PERIOD_BEFORE, YEAR_BEFORE, SAME_WEEKDAY -> true;
                };
        if (!isRight) {
            throw new Refused(
                    Reason.NOT_TOLD,
                    "What came before these days is something else; ask for “the previous period”.");
        }
        return compared == Against.YEAR_BEFORE ? whole.yearBefore() : before;
    }

    private static long days(Period period) {
        return period.to().toEpochDay() - period.from().toEpochDay() + 1;
    }

    private void requireTold(Query query) {
        var kpi = query.kpi();
        if (query.services() != null) {
            requireDimension(kpi, Grouping.SERVICE);
        }
        var by = query.by();
        if (by != null && by.dimension().isPresent()) {
            requireDimension(kpi, by);
        }
        boolean isDaily = kpi.grain() == Kpi.Grain.DAY && !kpi.isState();
        if (!isDaily && (by == Grouping.WEEKDAY || !query.weekdays().isEmpty())) {
            throw new Refused(
                    Reason.NOT_TOLD, kpi.label() + " is not told for single days of the week.");
        }
        boolean isTooFine =
                switch (kpi.grain()) {
                    case WEEK -> by == Grouping.DAY || by == Grouping.MONTH;
                    case MONTH -> by == Grouping.DAY || by == Grouping.WEEK;
                    case HOUR, DAY, SNAPSHOT -> false;
                };
        if (isTooFine) {
            throw new Refused(
                    Reason.NOT_TOLD,
                    "%s is told by the %s."
                            .formatted(kpi.label(), kpi.grain().name().toLowerCase(Locale.ROOT)));
        }
        if (query.comparedWith() != null && (by != null || query.ranking() != null)) {
            throw new Refused(
                    Reason.TWO_THINGS, "Ask for the division and for the comparison one by one.");
        }
        if (by != null && by.isPlace() && query.place() != null) {
            boolean isBelow =
                    Place.Kind.valueOf(by.name()).ordinal() > query.place().kind().ordinal();
            if (!isBelow) {
                throw new Refused(
                        Reason.NOT_TOLD,
                        "One %s is not divided by %s."
                                .formatted(query.place().kind().word(), by.word()));
            }
        }
    }

    private static void requireDimension(Kpi kpi, Grouping grouping) {
        if (!kpi.dimensions().contains(grouping.dimension().orElseThrow())) {
            throw new Refused(
                    Reason.NOT_TOLD,
                    "%s is not told by %s.".formatted(kpi.label(), grouping.word()));
        }
    }

    private boolean has(Kind kind) {
        return phrases.stream().anyMatch(phrase -> phrase.kind() == kind);
    }

    /** What phrases of a kind say; two different things at once are refused. */
    private <T> Optional<T> one(Kind kind, Class<T> type) {
        var said =
                phrases.stream()
                        .filter(phrase -> phrase.kind() == kind)
                        .map(phrase -> type.cast(phrase.meaning()))
                        .toList();
        if (said.size() > 1) {
            throw new Refused(
                    Reason.TWO_THINGS,
                    switch (kind) {
                        case PERIOD -> "Ask for one period at a time.";
                        case PLACE -> "Ask for one place at a time.";
                        default -> "Ask for one thing at a time.";
                    });
        }
        return said.stream().findFirst();
    }
}
