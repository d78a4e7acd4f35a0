package com.bloompetos.insight.explain;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Days, and as many or other days that they are held against.
 *
 * @param before one stretch that was named, or the same weekdays of four weeks, which are the usual
 */
public record Contrast(Days now, List<Days> before) {
    private static final int LONGEST_USUAL = 7;
    private static final int WEEKS = 4;
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.ENGLISH);

    /** From the first to the last, both among them. */
    public record Days(LocalDate from, LocalDate to) {
        boolean has(LocalDate day) {
            return !day.isBefore(from) && !day.isAfter(to);
        }

        int count() {
            return (int) (to.toEpochDay() - from.toEpochDay()) + 1;
        }

        @Override
        public String toString() {
            return from.equals(to) ? DAY.format(from) : DAY.format(from) + " to " + DAY.format(to);
        }
    }

    public Contrast {
        before = List.copyOf(before);
        if (before.stream().anyMatch(days -> !days.to().isBefore(now.from()))) {
            throw new IllegalArgumentException(now + " is held against later days");
        }
    }

    /** Against the same weekdays of the four weeks before; up to a week. */
    public static boolean hasUsual(Days now) {
        return now.count() <= LONGEST_USUAL;
    }

    public static Contrast withUsual(Days now) {
        var before = new ArrayList<Days>();
        for (int week = 1; week <= WEEKS; week++) {
            before.add(new Days(now.from().minusWeeks(week), now.to().minusWeeks(week)));
        }
        return new Contrast(now, before);
    }

    public boolean isUsual() {
        return before.size() > 1;
    }

    int times() {
        return before.size();
    }

    public String words() {
        return now
                + " compared with "
                + (isUsual() ? "the same weekdays of the four weeks before" : before.get(0));
    }
}
