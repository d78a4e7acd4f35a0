package com.bloompetos.api.question;

import com.bloompetos.api.kpi.Cut;
import com.bloompetos.api.kpi.KpiGroup;
import com.bloompetos.api.kpi.KpiScope;
import com.bloompetos.api.kpi.KpiTeller;
import com.bloompetos.api.kpi.KpiTeller.Asked;
import com.bloompetos.api.kpi.KpiTeller.Division;
import com.bloompetos.api.kpi.RollUpBy;
import com.bloompetos.insight.kpi.Kpi;
import com.bloompetos.insight.question.Grouping;
import com.bloompetos.insight.question.Place;
import com.bloompetos.insight.question.Query;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Has a query told and puts beside its number what must stand there. */
@Component
class Answers {
    private static final int FEW = 20; // Below it a number moves by a twentieth with each one.
    private static final int MOST_GROUPS = 800;

    private final KpiTeller teller;

    Answers(KpiTeller teller) {
        this.teller = teller;
    }

    QuestionAnswer to(
            String question, Query query, Reader reader, KpiScope scope, LocalDate today) {
        var kpi = query.kpi();
        var asked = asked(query);
        var told = teller.tell(scope, asked);
        var numbers = new Numbers(kpi, scope.currency());
        var groups = groups(query, told.groups(), reader, numbers);
        var compared = compared(query, scope, asked, numbers);
        var total = told.total();
        boolean isSilent = total.branches() == 0;
        var value = isSilent ? null : total.value();
        var text = isSilent ? "no readings" : numbers.text(value);
        return new QuestionAnswer(
                question,
                sentence(query, text, groups, compared),
                new QuestionAnswer.Told(
                        query.words(),
                        kpi.name(),
                        kpi.label(),
                        lower(kpi.unit()),
                        kpi.per(),
                        kpi.unit() == Kpi.Unit.CENTS ? scope.currency() : null,
                        lower(kpi.direction()),
                        lower(kpi.dateBasis()),
                        kpi.definitionVersion(),
                        kpi.description(),
                        place(query.place(), reader, scope),
                        query.period().from(),
                        query.period().to(),
                        new QuestionAnswer.Branches(
                                scope.sites().size(), total.branches(), scope.of()),
                        value,
                        text,
                        total.p90(),
                        total.numerator(),
                        total.denominator(),
                        total.day(),
                        query.by() == null ? null : query.by().word(),
                        groups,
                        compared,
                        chart(query, text, value, groups),
                        notes(query, scope, total, groups, today),
                        told.seal(),
                        told.completeness(),
                        told.freshness(),
                        told.sql()),
                null,
                null,
                null);
    }

    private static Asked asked(Query query) {
        var services = query.services();
        var cut =
                new Cut(
                        services == null ? "" : "service_id",
                        services == null ? List.of() : services.ids(),
                        query.weekdays());
        return new Asked(
                query.kpi(), query.period().from(), query.period().to(), cut, division(query));
    }

    private static @Nullable Division division(Query query) {
        var by = query.by();
        if (by == null) {
            return null;
        }
        if (by == Grouping.WEEKDAY) {
            return Division.DAY_OF_WEEK;
        }
        return by.dimension()
                .map(dimension -> new Division(null, dimension))
                .orElseGet(() -> new Division(RollUpBy.valueOf(by.name()), null));
    }

    private static List<QuestionAnswer.Group> groups(
            Query query, List<KpiGroup> told, Reader reader, Numbers numbers) {
        var groups = new ArrayList<QuestionAnswer.Group>();
        for (var group : told) {
            groups.add(
                    new QuestionAnswer.Group(
                            group.key(),
                            label(query.by(), group.key(), reader),
                            group.value(),
                            numbers.text(group.value()),
                            group.numerator(),
                            group.denominator(),
                            query.kpi().isDivided() && group.denominator() < FEW));
        }
        if (query.ranking() != null) {
            var order = Comparator.<Double>naturalOrder();
            groups.sort(
                    Comparator.comparing(
                            QuestionAnswer.Group::value,
                            Comparator.nullsLast(
                                    query.ranking().isHighest() ? order.reversed() : order)));
        } else if (query.by() != null && query.by().dimension().isPresent()) {
            groups.sort(Comparator.comparing(QuestionAnswer.Group::label));
        }
        return List.copyOf(groups.subList(0, Math.min(groups.size(), MOST_GROUPS)));
    }

    private static String label(@Nullable Grouping by, String key, Reader reader) {
        if (by == Grouping.WEEKDAY) {
            return DayOfWeek.of(Integer.parseInt(key))
                    .getDisplayName(TextStyle.FULL, Locale.ENGLISH);
        }
        if (by == Grouping.HOUR && !key.isEmpty()) {
            return key + ":00";
        }
        return key.isEmpty() ? "none" : reader.nameOf(key);
    }

    private QuestionAnswer.@Nullable Compared compared(
            Query query, KpiScope scope, Asked asked, Numbers numbers) {
        var comparison = query.comparedWith();
        if (comparison == null) {
            return null;
        }
        var kpi = query.kpi();
        var days = comparison.period();
        if (comparison.isSameWeekday()) {
            var told =
                    teller.sameWeekday(
                            scope, new Asked(kpi, days.from(), days.to(), asked.cut(), null));
            return told == null
                    ? null
                    : new QuestionAnswer.Compared(
                            days.from(),
                            days.to(),
                            told.value(),
                            numbers.text(told.value()),
                            null,
                            null,
                            told.mean(),
                            numbers.text(told.mean()),
                            told.isFew());
        }
        var now = teller.total(scope, asked, days.from(), days.to());
        var with = comparison.with();
        var before = teller.total(scope, asked, with.from(), with.to());
        return new QuestionAnswer.Compared(
                days.from(),
                days.to(),
                now.value(),
                read(now, numbers),
                with.from(),
                with.to(),
                before.value(),
                read(before, numbers),
                isFew(kpi, now) || isFew(kpi, before));
    }

    private static String read(KpiGroup group, Numbers numbers) {
        return group.branches() == 0 ? "no readings" : numbers.text(group.value());
    }

    private static boolean isFew(Kpi kpi, KpiGroup group) {
        return kpi.isDivided()
                ? group.denominator() < FEW
                : kpi.unit() == Kpi.Unit.COUNT && group.numerator() < FEW;
    }

    private static String sentence(
            Query query,
            String text,
            List<QuestionAnswer.Group> groups,
            QuestionAnswer.@Nullable Compared compared) {
        var sentence = new StringBuilder(query.words()).append(": ");
        var ranking = query.ranking();
        if (compared != null) {
            return sentence.append(compared.text())
                    .append(compared.withFrom() == null ? "; usually " : "; before ")
                    .append(compared.withText())
                    .append('.')
                    .toString();
        }
        if (ranking == null || groups.isEmpty()) {
            return sentence.append(text).append('.').toString();
        }
        var shown = groups.subList(0, Math.min(groups.size(), Math.max(1, shown(ranking, groups))));
        for (int i = 0; i < shown.size(); i++) {
            sentence.append(i == 0 ? "" : "; ")
                    .append(shown.get(i).label())
                    .append(' ')
                    .append(shown.get(i).text());
        }
        return sentence.append('.').toString();
    }

    /** Those asked for, and whoever has the same number as the last of them. */
    private static int shown(Query.Ranking ranking, List<QuestionAnswer.Group> groups) {
        int most = ranking.most() == 0 ? groups.size() : Math.min(ranking.most(), groups.size());
        while (most < groups.size()
                && groups.get(most - 1).text().equals(groups.get(most).text())) {
            most++;
        }
        return most;
    }

    private static QuestionAnswer.Chart chart(
            Query query, String text, @Nullable Double value, List<QuestionAnswer.Group> groups) {
        if (query.by() == null) {
            var values = new ArrayList<@Nullable Double>();
            values.add(value);
            return new QuestionAnswer.Chart("number", List.of(text), values);
        }
        boolean isLine =
                query.by().isPeriod() && query.by() != Grouping.WEEKDAY && query.ranking() == null;
        var values = new ArrayList<@Nullable Double>();
        groups.forEach(group -> values.add(group.value()));
        return new QuestionAnswer.Chart(
                isLine ? "line" : "bar",
                groups.stream().map(QuestionAnswer.Group::label).toList(),
                values);
    }

    private static List<String> notes(
            Query query,
            KpiScope scope,
            KpiGroup total,
            List<QuestionAnswer.Group> groups,
            LocalDate today) {
        var notes = new ArrayList<String>();
        if (!query.period().to().isBefore(today)) {
            notes.add("The last day of it is not over.");
        }
        if (total.branches() > 0 && query.kpi().isState() && total.day() != null) {
            notes.add("How it stood on " + total.day() + ".");
        }
        if (scope.sites().size() < scope.of()) {
            notes.add(
                    "Over %d of %d branches: those that you may see."
                            .formatted(scope.sites().size(), scope.of()));
        }
        if (query.kpi().additivity() == Kpi.Additivity.QUANTILE) {
            notes.add("The value is the median.");
        }
        boolean isUneven =
                (query.period().to().toEpochDay() - query.period().from().toEpochDay() + 1) % 7
                        != 0;
        if (query.by() == Grouping.WEEKDAY && isUneven && !query.kpi().isDivided()) {
            notes.add("Sums: in these days some days of the week came once more than others.");
        }
        if (groups.stream().anyMatch(QuestionAnswer.Group::isFew)) {
            notes.add("Where fewer than %d were counted, chance alone moves it.".formatted(FEW));
        }
        return notes;
    }

    static String place(@Nullable Place place, Reader reader, KpiScope scope) {
        if (place != null) {
            return place.name();
        }
        return scope.sites().size() == 1
                ? reader.nameOf(scope.sites().get(0).branchId().toString())
                : reader.nameOf(reader.organizationId().toString());
    }

    private static String lower(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT);
    }
}
