package com.bloompetos.insight.risk;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns columns that nobody named beforehand into features, each value by what it looks like: an
 * instant or a day, a number, or one of some names. A column of ever new names (a reference, a
 * note) teaches nothing and is left out once it has shown so many.
 */
final class ColumnFeatures {
    /** Above this many names a column is text. */
    private static final int MOST_NAMES = 5_000;

    /** Above this many a name is too rare to be looked at together with others. */
    private static final int MOST_CROSSED = 200;

    /** Numbers with so few values may be codes, so each also gets a weight of its own. */
    private static final int MOST_CODES = 300;

    private static final int DAY_LENGTH = "2000-01-01".length();

    private final Map<String, Map<String, Integer>> names = new HashMap<>();

    void add(Features features, String column, String text, LocalDateTime bookedAt) {
        var instant = instant(text);
        if (instant != null) {
            time(features, column, instant, text.length() > DAY_LENGTH, bookedAt);
            return;
        }
        var clock = clock(text);
        if (clock != null) {
            hour(features, column, clock);
            return;
        }
        var number = number(text);
        if (number != null) {
            features.curve(column, column, number, 0, 0);
            if (count(column, text) <= MOST_CODES) {
                features.category(column, column, text);
            }
            return;
        }
        int different = count(column, text);
        if (different <= MOST_CROSSED) {
            features.crossable(column, column, text);
        } else if (different <= MOST_NAMES) {
            features.category(column, column, text);
        }
    }

    private static void time(
            Features features,
            String column,
            LocalDateTime instant,
            boolean hasClock,
            LocalDateTime bookedAt) {
        double days = Duration.between(bookedAt, instant).toMinutes() / 1440.0;
        features.curve(column, column + " days ahead", hasClock ? days : Math.ceil(days), 0, 0);
        features.crossable(column, column + " weekday", instant.getDayOfWeek().name());
        if (hasClock) {
            hour(features, column, instant.toLocalTime());
        }
    }

    static void hour(Features features, String column, LocalTime clock) {
        features.category(column, column + " hour", String.valueOf(clock.getHour()));
        features.crossable(column, column + " part of day", String.valueOf(clock.getHour() / 3));
    }

    /** How many different names the column has shown, this one included. */
    private int count(String column, String text) {
        var seen = names.computeIfAbsent(column, name -> new HashMap<>());
        if (seen.size() <= MOST_NAMES) {
            seen.merge(text, 1, Integer::sum);
        }
        return seen.size();
    }

    /** A day, or an instant with its own or no zone, with a blank or a T between. */
    static @Nullable LocalDateTime instant(String text) {
        if (text.length() < DAY_LENGTH || text.charAt(4) != '-' || text.charAt(7) != '-') {
            return null;
        }
        try {
            // Not by a formatter: times are most of what a replay reads.
            var day = LocalDate.of(digits(text, 0, 4), digits(text, 5, 7), digits(text, 8, 10));
            return text.length() == DAY_LENGTH
                    ? day.atStartOfDay()
                    : day.atTime(
                            digits(text, 11, 13),
                            digits(text, 14, 16),
                            text.length() > 16 ? digits(text, 17, 19) : 0);
        } catch (NumberFormatException | IndexOutOfBoundsException | DateTimeException notATime) {
            return null;
        }
    }

    private static int digits(String text, int from, int to) {
        return Integer.parseInt(text, from, to, 10);
    }

    private static @Nullable LocalTime clock(String text) {
        int length = text.length();
        if ((length != 5 && length != 8) || text.charAt(2) != ':') {
            return null;
        }
        try {
            return LocalTime.parse(text);
        } catch (DateTimeException notAClock) {
            return null;
        }
    }

    private static @Nullable Double number(String text) {
        char first = text.charAt(0);
        if (first != '-' && first != '+' && first != '.' && (first < '0' || first > '9')) {
            return null;
        }
        try {
            double number = Double.parseDouble(text);
            return Double.isFinite(number) ? number : null;
        } catch (NumberFormatException notANumber) {
            return null;
        }
    }
}
