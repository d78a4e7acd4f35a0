package com.bloompetos.insight.question;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.YearMonth;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Dates as people write them: a day, a month or a year, the nearest one that has begun. */
final class Dates {
    private static final Map<String, Month> MONTHS = months();

    private final List<Words.Word> words;
    private final LocalDate today;

    Dates(Words words, LocalDate today) {
        this.words = words.all();
        this.today = today;
    }

    /** First and last day of what stands there, and the word after it. */
    record Span(LocalDate from, LocalDate to, int until, Period.Unit unit) {}

    static boolean isMonth(String word) {
        return MONTHS.containsKey(word);
    }

    static List<String> monthNames() {
        return List.copyOf(MONTHS.keySet());
    }

    /** Everything that could stand at this word; the parser takes what fits the rest. */
    List<Span> at(int at) {
        var found = new ArrayList<Span>();
        add(found, single(at, "today", today));
        add(found, single(at, "yesterday", today.minusDays(1)));
        add(found, iso(at));
        add(found, lastWeekday(at));
        add(found, year(at));
        dayMonth(at, found);
        month(at, found);
        return found;
    }

    private static void add(List<Span> found, @Nullable Span span) {
        if (span != null) {
            found.add(span);
        }
    }

    private @Nullable Span single(int at, String word, LocalDate day) {
        return text(at).equals(word) ? new Span(day, day, at + 1, Period.Unit.DAYS) : null;
    }

    private @Nullable Span iso(int at) {
        if (!text(at).matches("\\d{4}-\\d{2}-\\d{2}")) {
            return null;
        }
        try {
            var day = LocalDate.parse(text(at));
            return new Span(day, day, at + 1, Period.Unit.DAYS);
        } catch (DateTimeException thereIsNone) {
            return null;
        }
    }

    private @Nullable Span lastWeekday(int at) {
        var weekday = weekday(text(at + 1));
        if (!text(at).equals("last") || weekday == null) {
            return null;
        }
        var day = today.with(TemporalAdjusters.previous(weekday));
        return new Span(day, day, at + 2, Period.Unit.DAYS);
    }

    private @Nullable Span year(int at) {
        var year = yearOf(at);
        if (year == 0) {
            return null;
        }
        var first = LocalDate.of(year, 1, 1);
        return new Span(
                first, first.with(TemporalAdjusters.lastDayOfYear()), at + 1, Period.Unit.YEAR);
    }

    private void month(int at, List<Span> found) {
        var month = MONTHS.get(text(at));
        if (month == null) {
            return;
        }
        int year = yearOf(at + 1);
        if (year != 0) {
            found.add(month(YearMonth.of(year, month), at + 2));
        }
        var nearest = YearMonth.of(today.getYear(), month);
        found.add(
                month(
                        nearest.isAfter(YearMonth.from(today)) ? nearest.minusYears(1) : nearest,
                        at + 1));
    }

    private static Span month(YearMonth month, int until) {
        return new Span(month.atDay(1), month.atEndOfMonth(), until, Period.Unit.MONTH);
    }

    /** 3 October, 3rd of October, October 3; each with a year or without. */
    private void dayMonth(int at, List<Span> found) {
        int day = dayOf(at);
        if (day != 0) {
            int of = text(at + 1).equals("of") ? at + 2 : at + 1;
            if (MONTHS.containsKey(text(of))) {
                days(day, text(of), of + 1, found);
            }
        }
        if (MONTHS.containsKey(text(at)) && dayOf(at + 1) != 0) {
            days(dayOf(at + 1), text(at), at + 2, found);
        }
    }

    private void days(int day, String month, int next, List<Span> found) {
        int year = yearOf(next);
        if (year != 0) {
            add(found, day(year, month, day, next + 1));
        }
        var nearest = day(today.getYear(), month, day, next);
        boolean isAhead = nearest != null && nearest.from().isAfter(today);
        add(found, isAhead ? day(today.getYear() - 1, month, day, next) : nearest);
    }

    private static @Nullable Span day(int year, String month, int day, int until) {
        try {
            var date = LocalDate.of(year, MONTHS.get(month), day);
            return new Span(date, date, until, Period.Unit.DAYS);
        } catch (DateTimeException thereIsNone) {
            return null;
        }
    }

    private int dayOf(int at) {
        return text(at).matches("\\d{1,2}(st|nd|rd|th)?")
                ? Integer.parseInt(text(at).replaceAll("\\D", ""))
                : 0;
    }

    private int yearOf(int at) {
        return text(at).matches("20\\d\\d") ? Integer.parseInt(text(at)) : 0;
    }

    private String text(int at) {
        return at < words.size() ? words.get(at).text() : "";
    }

    /** One day of the week; its plural is another word. */
    static @Nullable DayOfWeek weekday(String word) {
        for (var day : DayOfWeek.values()) {
            if (day.name().toLowerCase(Locale.ROOT).equals(word)) {
                return day;
            }
        }
        return null;
    }

    private static Map<String, Month> months() {
        var months = new HashMap<String, Month>();
        for (var month : Month.values()) {
            var name = month.name().toLowerCase(Locale.ROOT);
            months.put(name, month);
            if (month != Month.MAY) {
                months.put(name.substring(0, 3), month);
            }
        }
        months.put("sept", Month.SEPTEMBER);
        return Map.copyOf(months);
    }
}
