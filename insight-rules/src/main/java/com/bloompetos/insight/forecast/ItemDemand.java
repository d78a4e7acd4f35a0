package com.bloompetos.insight.forecast;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * The demand for one item at one branch: level, times weekday, times season. It begins with the
 * item's first sale; days on which it is not offered say nothing.
 */
public final class ItemDemand {
    /** Units that the group's weekdays count for against the item's own. */
    private static final double GROUP_HOLDS = 30;

    private static final double WEEKDAY_MEMORY = 0.997;

    /** Nothing sold for long is still not "never": a sale in a year of weeks. */
    private static final double LEAST_A_DAY = 0.02 / 7;

    /**
     * About a third of a unit lies between mean and median of counts that are not small (Choi
     * 1994); for small ones it shrinks with them.
     */
    private static final double SKEW = 0.3;

    private final Profile branch;
    private final Profile region;
    private final Spread shared;
    private final Spread spread = Spread.ofItem();
    private final Level level = new Level();
    private final Ratio[] weekdays = new Ratio[7];
    private final double[][] told = new double[Spread.LEADS.length][];
    private final double[] sold = new double[Spread.LEADS[Spread.LEADS.length - 1]];
    private boolean begun;
    private int days;

    /** Weekdays differ by branch, seasons by region; both by the kind of item. */
    public ItemDemand(Profile branch, Profile region, Spread shared) {
        this.branch = branch;
        this.region = region;
        this.shared = shared;
        for (int i = 0; i < weekdays.length; i++) {
            weekdays[i] = new Ratio(WEEKDAY_MEMORY);
        }
        for (int i = 0; i < told.length; i++) {
            told[i] = new double[Spread.LEADS[i]];
        }
    }

    /** One day that is over. The calendar tells of the days after it. */
    public void observe(LocalDate day, double units, boolean offered, BranchCalendar calendar) {
        begun |= units > 0;
        if (!begun || (!offered && units == 0) || calendar.isClosed(day)) {
            return;
        }
        boolean standsOut = calendar.standsOut(day);
        double factor = factor(day, standsOut);
        boolean wasKnown = level.isKnown();
        double expected = level.usual() * factor;
        level.observe(units, factor);
        if (wasKnown) {
            int weekday = day.getDayOfWeek().getValue() - 1;
            double usual = expected / weekday(weekday);
            weekdays[weekday].observe(units, usual);
            branch.weekday(weekday, units, usual);
            region.season(day, standsOut, units, expected, level.slow() * factor);
        }
        watch(day, units, calendar);
    }

    /** Of one day to come. */
    public double expected(LocalDate day, BranchCalendar calendar) {
        return calendar.isClosed(day) ? 0 : level.usual() * factor(day, calendar.standsOut(day));
    }

    /**
     * The middle of what one day may bring: as often more as less, so a little under what is
     * expected, since a day can surprise upwards only. It is the better guess of a single day; sums
     * are made of expected ones.
     */
    public double middle(LocalDate day, BranchCalendar calendar) {
        double mean = expected(day, calendar);
        return mean * (1 - SKEW / (1 + mean));
    }

    /** All that will be asked for in some days, the first of them included. */
    public NegativeBinomial total(LocalDate first, int dayCount, BranchCalendar calendar) {
        double mean = sum(first, dayCount, calendar);
        return new NegativeBinomial(mean, spread.variance(dayCount, mean, shared));
    }

    /** As {@link #total} for one day, for two and so on, in one go. */
    public List<NegativeBinomial> totals(LocalDate first, int mostDays, BranchCalendar calendar) {
        var totals = new ArrayList<NegativeBinomial>();
        double sum = 0;
        for (int days = 1; days <= mostDays; days++) {
            sum += expected(first.plusDays(days - 1L), calendar);
            double mean = Math.max(sum, LEAST_A_DAY * days);
            totals.add(new NegativeBinomial(mean, spread.variance(days, mean, shared)));
        }
        return totals;
    }

    /** Whether enough days have been seen to say more than a guess. */
    public boolean isKnown() {
        return level.isKnown();
    }

    private double sum(LocalDate first, int dayCount, BranchCalendar calendar) {
        double sum = 0;
        for (int i = 0; i < dayCount; i++) {
            sum += expected(first.plusDays(i), calendar);
        }
        return Math.max(sum, LEAST_A_DAY * dayCount);
    }

    /** What was told of the days until now is compared with what they brought. */
    private void watch(LocalDate day, double units, BranchCalendar calendar) {
        sold[days % sold.length] = units;
        days++;
        for (int lead = 0; lead < told.length; lead++) {
            int length = told[lead].length;
            int place = days % length;
            if (told[lead][place] > 0 && days >= length) {
                double sum = 0;
                for (int i = 1; i <= length; i++) {
                    sum += sold[(days - i) % sold.length];
                }
                spread.observe(lead, told[lead][place], sum);
                shared.observe(lead, told[lead][place], sum);
            }
            told[lead][place] = level.isKnown() ? sum(day.plusDays(1), length, calendar) : 0;
        }
    }

    private double factor(LocalDate day, boolean standsOut) {
        double weekday = weekday(day.getDayOfWeek().getValue() - 1);
        return Math.max(1e-3, weekday * region.season(day, standsOut));
    }

    private double weekday(int weekday) {
        return weekdays[weekday].value(branch.weekday(weekday), GROUP_HOLDS);
    }
}
