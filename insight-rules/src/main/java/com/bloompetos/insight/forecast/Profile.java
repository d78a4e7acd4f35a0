package com.bloompetos.insight.forecast;

import java.time.LocalDate;

/**
 * How the days differ for a group of items that sell alike: weekdays, months, and the days that
 * stand out in the calendar. One item alone knows too little of its months.
 */
public final class Profile {
    private static final double WEEKDAY_MEMORY = 0.997;
    private static final double SEASON_MEMORY = 0.9999;

    /** Units that one without a season would have to sell to be believed. */
    private static final double SEASON_HOLDS = 300;

    /** Half of a month's difference is repeated in the next year, on the logarithmic scale. */
    private static final double REPEATED = 0.5;

    private final Ratio[] weekdays = ratios(7, WEEKDAY_MEMORY);
    private final Ratio[] months = ratios(12, 1);
    private final Ratio[] standingOut = ratios(2, SEASON_MEMORY);

    double weekday(int weekday) {
        return weekdays[weekday].value(1, 1);
    }

    double season(LocalDate day, boolean standsOut) {
        return month(day) * special(standsOut);
    }

    /** The usual is without the weekday's own part. */
    void weekday(int weekday, double units, double usual) {
        weekdays[weekday].observe(units, usual);
    }

    /** The expected ones contain this season's part; the slow ones come from the slowest level. */
    void season(
            LocalDate day, boolean standsOut, double units, double expected, double slowExpected) {
        double special = special(standsOut);
        double month = month(day);
        standingOut[standsOut ? 1 : 0].observe(units, expected / special);
        months[day.getMonthValue() - 1].observe(units, slowExpected / month);
    }

    private double month(LocalDate day) {
        return Math.pow(months[day.getMonthValue() - 1].value(1, SEASON_HOLDS), REPEATED);
    }

    private double special(boolean standsOut) {
        return standingOut[standsOut ? 1 : 0].value(1, SEASON_HOLDS);
    }

    private static Ratio[] ratios(int count, double memory) {
        var ratios = new Ratio[count];
        for (int i = 0; i < count; i++) {
            ratios[i] = new Ratio(memory);
        }
        return ratios;
    }
}
