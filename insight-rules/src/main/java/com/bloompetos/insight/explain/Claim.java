package com.bloompetos.insight.explain;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Everything that an insight says, worked out from the answer to one query, so that whoever asks it
 * again comes to the same or sees what is different.
 *
 * @param part by day: numerator and denominator, for a chart; the rest of the place beside it
 */
public record Claim(
        Change change, Split split, Map<LocalDate, Sums> part, Map<LocalDate, Sums> rest) {

    /** One line of the answer. */
    public record Line(LocalDate day, boolean isInPart, String service, Sums sums) {
        /**
         * As the query's answer is written: day, in_part, service, numerator, denominator, cents.
         */
        public static Line of(String text) {
            var fields = text.split("\t", -1);
            if (fields.length != 6) {
                throw new IllegalArgumentException(fields.length + " fields: " + text);
            }
            return new Line(
                    LocalDate.parse(fields[0]),
                    fields[1].equals("1"),
                    fields[2],
                    new Sums(
                            Long.parseLong(fields[3]),
                            Long.parseLong(fields[4]),
                            Long.parseLong(fields[5])));
        }
    }

    public static Claim of(Look look, Weeks weeks, List<Line> lines) {
        var part = new TreeMap<LocalDate, Sums>();
        var rest = new TreeMap<LocalDate, Sums>();
        var before = new HashMap<String, Sums>();
        var now = new HashMap<String, Sums>();
        for (var line : lines) {
            (line.isInPart() ? part : rest).merge(line.day(), line.sums(), Sums::plus);
            (weeks.isNow(line.day()) ? now : before).merge(line.service(), line.sums(), Sums::plus);
        }
        return new Claim(
                new Change(
                        look,
                        sum(part, weeks, false),
                        sum(part, weeks, true),
                        sum(rest, weeks, false),
                        sum(rest, weeks, true)),
                Split.of(before, now),
                part,
                rest);
    }

    /** Whether what was said once still stands: of it, half at least is left. */
    public static boolean upholds(double said, double now) {
        return now > 0 && now >= said / 2;
    }

    /** The days of all weeks, those without a fact too. */
    public List<LocalDate> days(Weeks weeks) {
        var days = new ArrayList<LocalDate>();
        for (var day = weeks.since(); !day.isAfter(weeks.last()); day = day.plusDays(1)) {
            days.add(day);
        }
        return days;
    }

    private static Sums sum(Map<LocalDate, Sums> days, Weeks weeks, boolean isNow) {
        return days.entrySet().stream()
                .filter(each -> weeks.isNow(each.getKey()) == isNow)
                .map(Map.Entry::getValue)
                .reduce(Sums.NONE, Sums::plus);
    }
}
