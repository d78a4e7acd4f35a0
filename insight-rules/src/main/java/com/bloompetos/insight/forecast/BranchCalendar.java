package com.bloompetos.insight.forecast;

import java.time.LocalDate;
import java.time.MonthDay;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What a branch's past tells of its days to come: which day of the month stands out (a pay day),
 * and on which day of the year it was closed.
 */
public final class BranchCalendar {
    /** A branch that usually sells less than this a day may sell nothing by chance. */
    private static final double BUSY = 30;

    private static final double NOTHING = 0.02;
    private static final double SPEED = 0.05;

    private final Map<MonthDay, Boolean> closed = new HashMap<>();
    private final Set<LocalDate> outstanding = new HashSet<>();
    private final double[] share = new double[32];
    private final boolean[] known = new boolean[32];
    private double usual;
    private LocalDate last = LocalDate.MIN;

    /** Tell the day before its items, so that a closed one teaches them nothing. */
    public void observe(LocalDate day, double unitsOfAllItems, boolean standsOut) {
        if (standsOut) {
            outstanding.add(day);
        }
        int number = day.getDayOfMonth();
        share[number] += (known[number] ? 0.3 : 1) * ((standsOut ? 1 : 0) - share[number]);
        known[number] = true;
        boolean isClosed = usual > BUSY && unitsOfAllItems < NOTHING * usual;
        if (isClosed || closed.containsKey(MonthDay.from(day))) {
            closed.put(MonthDay.from(day), isClosed);
        }
        if (!isClosed) {
            usual += SPEED * (unitsOfAllItems - usual);
        }
        last = day;
    }

    boolean isClosed(LocalDate day) {
        return closed.getOrDefault(MonthDay.from(day), false);
    }

    /** As it was told, and for days to come as it was on that day of the months before. */
    boolean standsOut(LocalDate day) {
        return day.isAfter(last) ? share[day.getDayOfMonth()] > 0.5 : outstanding.contains(day);
    }
}
