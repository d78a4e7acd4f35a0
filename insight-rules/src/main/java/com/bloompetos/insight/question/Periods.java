package com.bloompetos.insight.question;

import com.bloompetos.insight.question.Period.Unit;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Periods as people say them. A running one ends today; "last" ones are over. */
final class Periods {
    private static final Map<String, Integer> NUMBERS =
            Map.ofEntries(
                    Map.entry("two", 2),
                    Map.entry("three", 3),
                    Map.entry("four", 4),
                    Map.entry("five", 5),
                    Map.entry("six", 6),
                    Map.entry("seven", 7),
                    Map.entry("eight", 8),
                    Map.entry("nine", 9),
                    Map.entry("ten", 10),
                    Map.entry("twelve", 12));

    /** Every word that may be part of a period, besides the names of months and weekdays. */
    static final List<String> WORDS =
            List.of(
                    "today",
                    "yesterday",
                    "day",
                    "week",
                    "month",
                    "quarter",
                    "year",
                    "last",
                    "past",
                    "this",
                    "previous",
                    "current",
                    "since",
                    "between",
                    "from",
                    "until",
                    "before",
                    "date",
                    "now",
                    "currently",
                    "right",
                    "moment",
                    "so",
                    "far");

    private final List<Words.Word> words;
    private final Dates dates;
    private final LocalDate today;

    /** A period and the word after it. */
    record Found(Period period, int until) {}

    Periods(Words words, LocalDate today) {
        this.words = words.all();
        this.dates = new Dates(words, today);
        this.today = today;
    }

    List<Found> at(int at) {
        var found = new ArrayList<Found>();
        named(at, found);
        counted(at, found);
        since(at, found);
        between(at, found);
        for (var span : dates.at(at)) {
            add(found, span);
        }
        return found;
    }

    /** How many, as a number or a word; 0 for neither. */
    static int number(String word) {
        return word.matches("\\d{1,3}") ? Integer.parseInt(word) : NUMBERS.getOrDefault(word, 0);
    }

    private void add(List<Found> found, Dates.Span span) {
        if (span.from().equals(today) && span.to().equals(today)) {
            put(found, today, today, "today", Unit.DAYS, span.until());
            if (is(span.until(), "so far")) {
                put(found, today, today, "today so far", Unit.DAYS, span.until() + 2);
            }
            return;
        }
        // What runs is asked for as far as it has come; what has not begun is left to be refused.
        boolean isRunning = !span.from().isAfter(today) && span.to().isAfter(today);
        var to = isRunning ? today : span.to();
        var words =
                text(span.until() - 1).equals("yesterday")
                        ? "yesterday"
                        : Sentences.days(span.from(), to);
        found.add(new Found(new Period(span.from(), to, words, span.unit()), span.until()));
    }

    private void named(int at, List<Found> found) {
        var monday = today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        var first = today.withDayOfMonth(1);
        var quarter = first.minusMonths((first.getMonthValue() - 1) % 3);
        var newYear = today.withDayOfYear(1);
        fixed(found, at, "day before yesterday", today.minusDays(2), today.minusDays(2), Unit.DAYS);
        // "The last week" is the seven days behind us to some and a calendar's week to others.
        boolean isOneOfTwo = at > 0 && text(at - 1).equals("the");
        for (var last : isOneOfTwo ? List.<String>of() : List.of("last", "previous")) {
            fixed(found, at, last + " week", monday.minusWeeks(1), monday.minusDays(1), Unit.WEEK);
            fixed(found, at, last + " month", first.minusMonths(1), first.minusDays(1), Unit.MONTH);
            fixed(
                    found,
                    at,
                    last + " quarter",
                    quarter.minusMonths(3),
                    quarter.minusDays(1),
                    Unit.QUARTER);
            fixed(
                    found,
                    at,
                    last + " year",
                    newYear.minusYears(1),
                    newYear.minusDays(1),
                    Unit.YEAR);
        }
        fixed(
                found,
                at,
                "week before last",
                monday.minusWeeks(2),
                monday.minusWeeks(1).minusDays(1),
                Unit.WEEK);
        fixed(
                found,
                at,
                "month before last",
                first.minusMonths(2),
                first.minusMonths(1).minusDays(1),
                Unit.MONTH);
        running(found, at, "week", monday, Unit.WEEK);
        running(found, at, "month", first, Unit.MONTH);
        running(found, at, "quarter", quarter, Unit.QUARTER);
        running(found, at, "year", newYear, Unit.YEAR);
        for (var now : List.of("now", "right now", "currently", "at the moment")) {
            if (is(at, now)) {
                put(found, today, today, "today", Unit.DAYS, at + now.split(" ").length);
            }
        }
    }

    private void running(List<Found> found, int at, String name, LocalDate from, Unit unit) {
        for (var said :
                List.of(
                        "this " + name,
                        "this " + name + " so far",
                        "the current " + name,
                        "current " + name,
                        name + " to date",
                        "the " + name + " so far")) {
            if (is(at, said)) {
                put(
                        found,
                        from,
                        today,
                        "this " + name + " so far",
                        unit,
                        at + said.split(" ").length);
            }
        }
    }

    /** Whole days, weeks or months that are over; the running one is not among them. */
    private void counted(int at, List<Found> found) {
        int number = number(text(at + 1));
        if (!(is(at, "last") || is(at, "past") || is(at, "previous")) || number == 0) {
            return;
        }
        var unit = stem(at + 2);
        var monday = today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        var first = today.withDayOfMonth(1);
        var said = "the last " + number + " " + unit + (number == 1 ? "" : "s");
        switch (unit) {
            case "day" ->
                    put(
                            found,
                            today.minusDays(number),
                            today.minusDays(1),
                            said,
                            Unit.DAYS,
                            at + 3);
            case "week" ->
                    put(
                            found,
                            monday.minusWeeks(number),
                            monday.minusDays(1),
                            said,
                            Unit.DAYS,
                            at + 3);
            case "month" ->
                    put(
                            found,
                            first.minusMonths(number),
                            first.minusDays(1),
                            said,
                            number == 3 ? Unit.QUARTER : Unit.DAYS,
                            at + 3);
            default -> {}
        }
    }

    private void since(int at, List<Found> found) {
        if (!is(at, "since")) {
            return;
        }
        int start = is(at + 1, "the") ? at + 2 : at + 1;
        var weekday = Dates.weekday(text(start));
        if (weekday != null) {
            var from = today.with(TemporalAdjusters.previousOrSame(weekday));
            put(found, from, today, Sentences.days(from, today), Unit.DAYS, start + 1);
        }
        for (var span : dates.at(start)) {
            put(
                    found,
                    span.from(),
                    today,
                    "since " + Sentences.days(span.from(), span.from()),
                    Unit.DAYS,
                    span.until());
        }
    }

    private void between(int at, List<Found> found) {
        boolean isBetween = is(at, "between");
        if (!isBetween && !is(at, "from")) {
            return;
        }
        int start = is(at + 1, "the") ? at + 2 : at + 1;
        for (var from : dates.at(start)) {
            for (var joint : isBetween ? List.of("and") : List.of("to", "until", "till")) {
                if (is(from.until(), joint)) {
                    int next = is(from.until() + 1, "the") ? from.until() + 2 : from.until() + 1;
                    for (var to : dates.at(next)) {
                        span(found, from, to);
                    }
                }
            }
        }
    }

    private void span(List<Found> found, Dates.Span from, Dates.Span to) {
        if (to.to().isBefore(from.from())) {
            return; // Backwards: somebody mistook one of the two, and nobody knows which.
        }
        boolean isRunning = !to.from().isAfter(today) && to.to().isAfter(today);
        var last = isRunning ? today : to.to();
        put(found, from.from(), last, Sentences.days(from.from(), last), Unit.DAYS, to.until());
    }

    private void fixed(
            List<Found> found, int at, String said, LocalDate from, LocalDate to, Unit unit) {
        if (is(at, said)) {
            put(found, from, to, said, unit, at + said.split(" ").length);
        }
    }

    private static void put(
            List<Found> found, LocalDate from, LocalDate to, String words, Unit unit, int until) {
        found.add(new Found(new Period(from, to, words, unit), until));
    }

    private boolean is(int at, String said) {
        var expected = said.split(" ");
        for (int i = 0; i < expected.length; i++) {
            if (!text(at + i).equals(expected[i])) {
                return false;
            }
        }
        return true;
    }

    private String text(int at) {
        return at < words.size() ? words.get(at).text() : "";
    }

    private String stem(int at) {
        return at < words.size() ? words.get(at).stem() : "";
    }
}
