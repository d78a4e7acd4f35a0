package com.bloompetos.insight.question;

import com.bloompetos.insight.kpi.Kpi;
import com.bloompetos.insight.kpi.KpiCatalogue;
import com.bloompetos.insight.question.Phrase.Kind;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Every phrase that one reader may use: the language, the catalogue's KPIs, and the names of the
 * reader's own places and services. What is not in here is not understood.
 */
final class Vocabulary {
    /** What is said of a KPI before its name. */
    enum Amount {
        ANY,
        TOTAL,
        COUNTED
    }

    /** What a question asks for by how it begins. */
    enum Lead {
        ANY,
        MANY,
        MUCH,
        LONG
    }

    /** What a number is set against. */
    enum Against {
        SAME_WEEKDAY,
        PERIOD_BEFORE,
        DAY_BEFORE,
        WEEK_BEFORE,
        MONTH_BEFORE,
        YEAR_BEFORE
    }

    /** Which end of a ranking. */
    enum End {
        TOP,
        BOTTOM,
        HIGHEST,
        LOWEST,
        MOST,
        FEWEST,
        BEST,
        WORST,
        ALL
    }

    /** A KPI as it was named. */
    record Named(Kpi kpi, Amount amount) {}

    /** Groups that are asked for, and how many of them. */
    record Some(End end, int most, Grouping grouping) {}

    /** Named as such: every branch that the reader may see. */
    static final Object EVERYWHERE = "everywhere";

    private record Entry(List<String> stems, Object meaning) {}

    private static final Set<String> OF_PLACES = Set.of("in", "at", "for", "of", "across", "over");
    private static final Set<String> OF_PERIODS = Set.of("in", "for", "during", "over", "on", "of");
    private static final Set<String> OF_SERVICES = Set.of("in", "for", "of", "from", "on");
    private static final List<List<String>> COMPARING =
            Language.COMPARING.stream().map(Words::stems).toList();

    private final Map<Kind, Map<String, List<Entry>>> entries = new EnumMap<>(Kind.class);
    private final Set<String> known = new HashSet<>();

    /** What all readers share. */
    Vocabulary(KpiCatalogue catalogue) {
        known.addAll(Periods.WORDS);
        known.addAll(Dates.monthNames());
        for (var day : DayOfWeek.values()) {
            known.add(day.name().toLowerCase(Locale.ROOT));
        }
        language();
        catalogue.all().forEach(this::kpi);
    }

    /** With the names that one reader may use besides. */
    Vocabulary(Vocabulary shared, Collection<Place> places, Collection<SoldService> services) {
        known.addAll(shared.known);
        entries.putAll(shared.entries);
        entries.remove(Kind.PLACE);
        Language.EVERYWHERE.forEach(said -> put(Kind.PLACE, said, EVERYWHERE));
        places.forEach(this::place);
        services(services);
    }

    /** Words that stand in some phrase, as stems: those that a mistyped one is measured against. */
    Set<String> known() {
        return known;
    }

    /** Those that stand in no phrase of any question; all of them where each stands in some. */
    List<String> strangers(List<String> words) {
        var strangers =
                words.stream().filter(word -> !known.contains(Words.Word.of(word).stem())).toList();
        return strangers.isEmpty() ? words : strangers;
    }

    List<Phrase> at(Words words, int at, LocalDate today) {
        var found = new ArrayList<Phrase>();
        for (var kind : entries.keySet()) {
            for (int start : starts(kind, words, at)) {
                var first = words.all().get(start).stem();
                for (var entry : entries.get(kind).getOrDefault(first, List.of())) {
                    if (stands(entry.stems(), words, start)) {
                        found.add(new Phrase(kind, start + entry.stems().size(), entry.meaning()));
                    }
                }
            }
        }
        weekdays(words, at, found);
        if (words.all().get(0).text().equals("why")) {
            onDay(words, at, today, found);
        } else {
            // To every other question it is a word that nobody knows, and is named as such.
            found.removeIf(phrase -> phrase.kind() == Kind.LOOKED_AT);
        }
        for (int start : after(OF_PERIODS, Set.of("the"), words, at)) {
            for (var period : new Periods(words, today).at(start)) {
                found.add(new Phrase(Kind.PERIOD, period.until(), period.period()));
            }
        }
        for (int start : afterComparing(words, at)) {
            for (var period : new Periods(words, today).at(start)) {
                found.add(new Phrase(Kind.COMPARED, period.until(), period.period()));
            }
        }
        return found;
    }

    private static List<Integer> starts(Kind kind, Words words, int at) {
        return switch (kind) {
            case PLACE -> after(OF_PLACES, Set.of("the", "our", "my"), words, at);
            case SERVICE -> after(OF_SERVICES, Set.of("the", "our"), words, at);
            default -> List.of(at);
        };
    }

    /** Where a phrase may begin once a preposition, an article, both or neither were read. */
    private static List<Integer> after(
            Set<String> prepositions, Set<String> articles, Words words, int at) {
        var starts = new ArrayList<Integer>(List.of(at));
        int next = at + 1;
        boolean hasPreposition = prepositions.contains(words.all().get(at).text());
        if (hasPreposition && next < words.all().size()) {
            starts.add(next);
        }
        for (int start : List.copyOf(starts)) {
            if (articles.contains(words.all().get(start).text())
                    && start + 1 < words.all().size()) {
                starts.add(start + 1);
            }
        }
        return starts;
    }

    private static List<Integer> afterComparing(Words words, int at) {
        var starts = new ArrayList<Integer>();
        for (var stems : COMPARING) {
            int next = at + stems.size();
            if (stands(stems, words, at) && next < words.all().size()) {
                starts.add(next);
                if (words.all().get(next).text().equals("the") && next + 1 < words.all().size()) {
                    starts.add(next + 1);
                }
            }
        }
        return starts;
    }

    private static boolean stands(List<String> stems, Words words, int at) {
        if (at + stems.size() > words.all().size()) {
            return false;
        }
        for (int i = 0; i < stems.size(); i++) {
            if (!words.all().get(at + i).stem().equals(stems.get(i))) {
                return false;
            }
        }
        return true;
    }

    /**
     * Days of the week as a filter are plural: a single one may be last Saturday or all of them.
     */
    private static void weekdays(Words words, int at, List<Phrase> found) {
        if (!words.all().get(at).text().equals("on") || at + 1 >= words.all().size()) {
            return;
        }
        var said = words.all().get(at + 1).text();
        if (said.equals("weekends")) {
            var weekend = List.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);
            found.add(new Phrase(Kind.WEEKDAYS, at + 2, weekend));
        } else if (said.endsWith("s")) {
            var day = Dates.weekday(said.substring(0, said.length() - 1));
            if (day != null) {
                found.add(new Phrase(Kind.WEEKDAYS, at + 2, List.of(day)));
            }
        }
    }

    /** What moved on Saturday moved on the last one; on a Saturday nobody knows which is meant. */
    private static void onDay(Words words, int at, LocalDate today, List<Phrase> found) {
        if (!words.all().get(at).text().equals("on") || at + 1 >= words.all().size()) {
            return;
        }
        var weekday = Dates.weekday(words.all().get(at + 1).text());
        if (weekday != null && weekday != today.getDayOfWeek()) {
            var day = today.with(TemporalAdjusters.previous(weekday));
            var period = new Period(day, day, Sentences.days(day, day), Period.Unit.DAYS);
            found.add(new Phrase(Kind.ON_DAY, at + 2, period));
        }
    }

    private void kpi(Kpi kpi) {
        var names = new ArrayList<>(kpi.askedAs());
        names.add(kpi.label());
        names.add(kpi.name().replace('_', ' '));
        for (var name : names.stream().map(Words::stems).distinct().toList()) {
            var said = String.join(" ", name);
            for (var article : List.of("", "the ", "our ", "my ", "the overall ", "overall ")) {
                put(Kind.KPI, article + said, new Named(kpi, Amount.ANY));
            }
            for (var total : List.of("total ", "the total ", "our total ")) {
                put(Kind.KPI, total + said, new Named(kpi, Amount.TOTAL));
            }
            for (var count : List.of("number of ", "the number of ", "the total number of ")) {
                put(Kind.KPI, count + said, new Named(kpi, Amount.COUNTED));
            }
        }
    }

    private void place(Place place) {
        var kind = place.kind().word();
        put(Kind.PLACE, place.name(), place);
        put(Kind.PLACE, place.name() + " " + kind, place);
        put(Kind.PLACE, kind + " " + place.name(), place);
    }

    private void services(Collection<SoldService> services) {
        var byCategory = new LinkedHashMap<String, List<String>>();
        for (var service : services) {
            put(
                    Kind.SERVICE,
                    service.name(),
                    new Query.ServiceFilter(service.name(), List.of(service.id())));
            byCategory
                    .computeIfAbsent(service.category(), category -> new ArrayList<>())
                    .add(service.id());
        }
        byCategory.forEach(
                (category, ids) -> {
                    for (var said : Language.CATEGORIES.getOrDefault(category, List.of(category))) {
                        put(Kind.SERVICE, said, new Query.ServiceFilter(category, ids));
                        put(
                                Kind.SERVICE,
                                said + " services",
                                new Query.ServiceFilter(category, ids));
                    }
                });
    }

    private void language() {
        Language.LEADS.forEach(
                (lead, phrases) -> phrases.forEach(said -> put(Kind.LEAD, said, lead)));
        Language.AUXILIARIES.forEach(said -> put(Kind.AUXILIARY, said, said));
        Language.HAD.forEach(said -> put(Kind.HAD, said, said));
        Language.MOVED.forEach((said, moved) -> put(Kind.MOVED, said, moved));
        Language.LOOKED_AT.forEach(
                (said, look) -> {
                    for (var article : List.of("", "the ", "our ", "the number of ")) {
                        put(Kind.LOOKED_AT, article + said, look);
                    }
                });
        Language.WHY.forEach(said -> put(Kind.WHY, said, said));
        Language.POLITE.forEach(said -> put(Kind.END, said, said));
        Language.EVERY.forEach((said, grouping) -> put(Kind.EVERY, said, grouping));
        Language.SUPERLATIVES.forEach(
                (said, end) -> {
                    put(Kind.SUPERLATIVE, said, end);
                    put(Kind.SUPERLATIVE, "the " + said, end);
                });
        Language.EVERYWHERE.forEach(said -> put(Kind.PLACE, said, EVERYWHERE));
        put(Kind.WITH, "with", "with");
        put(Kind.WITH, "that had", "with");
        put(Kind.RANKED_BY, "by", "by");
        for (var grouping : Grouping.values()) {
            grouping.asked().forEach(said -> grouping(said, grouping));
        }
        put(Kind.WEEKDAYS, "on weekdays", Language.WORKING_DAYS);
        for (var head : Language.COMPARING) {
            Language.AGAINST.forEach(
                    (said, against) -> {
                        put(Kind.COMPARED, head + " " + said, against);
                        put(Kind.COMPARED, head + " the " + said, against);
                    });
        }
    }

    private void grouping(String said, Grouping grouping) {
        Language.BY.forEach(by -> put(Kind.BY, by + " " + said, grouping));
        for (var which : List.of("which", "what")) {
            put(Kind.WHICH, which + " " + said, grouping);
            put(Kind.WHICH, which + " of our " + said, grouping);
            put(Kind.WHICH, which + " of the " + said, grouping);
            put(Kind.WHICH, "on " + which + " " + said, grouping);
            put(Kind.WHICH, "in " + which + " " + said, grouping);
            put(Kind.WHICH, "at " + which + " " + said, grouping);
        }
        put(Kind.THE_ONE, said, grouping);
        put(Kind.THE_ONE, "the " + said, grouping);
        put(Kind.SOME, "rank " + said, new Some(End.ALL, 0, grouping));
        put(Kind.SOME, "rank the " + said, new Some(End.ALL, 0, grouping));
        put(Kind.SOME, "rank our " + said, new Some(End.ALL, 0, grouping));
        Language.ENDS.forEach(
                (word, end) -> {
                    put(Kind.SOME, word + " " + said, new Some(end, 1, grouping));
                    put(Kind.SOME, "the " + word + " " + said, new Some(end, 1, grouping));
                });
        for (var number : Language.NUMBERS) {
            int most = Periods.number(number);
            put(Kind.COUNTED, number + " " + said, new Some(End.ALL, most, grouping));
            put(Kind.COUNTED, "the " + number + " " + said, new Some(End.ALL, most, grouping));
            Language.ENDS.forEach(
                    (word, end) -> {
                        var some = new Some(end, most, grouping);
                        put(Kind.SOME, word + " " + number + " " + said, some);
                        put(Kind.SOME, "the " + word + " " + number + " " + said, some);
                        put(Kind.SOME, "the " + number + " " + word + " " + said, some);
                    });
        }
    }

    private void put(Kind kind, String said, Object meaning) {
        var stems = Words.stems(said);
        if (stems.isEmpty()) {
            return; // A name without a letter cannot be asked for.
        }
        var entry = new Entry(stems, meaning);
        var ofKind =
                entries.computeIfAbsent(kind, none -> new HashMap<>())
                        .computeIfAbsent(stems.get(0), none -> new ArrayList<>());
        if (!ofKind.contains(entry)) {
            ofKind.add(entry);
        }
        known.addAll(stems);
    }
}
