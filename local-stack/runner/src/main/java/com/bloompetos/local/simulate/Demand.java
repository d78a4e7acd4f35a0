package com.bloompetos.local.simulate;

import com.bloompetos.local.simulate.Chain.Category;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.Random;

/**
 * When people want to come: how many book a day, how far ahead, on which weekdays, in which season.
 */
final class Demand {

    private Demand() {}

    /**
     * Bookings a day at a branch of popularity one; a little above what is kept, for some find no
     * slot.
     */
    static double bookingsPerDay(Category category) {
        return switch (category) {
            case VET -> 8.0;
            case GROOMING -> 8.5;
            case BOARDING -> 4.4;
            case DAYCARE -> 5.5;
        };
    }

    /** Relative to the strongest weekday, which is one; zero means closed. */
    static double weekday(Category category, DayOfWeek day) {
        boolean saturday = day == DayOfWeek.SATURDAY;
        boolean sunday = day == DayOfWeek.SUNDAY;
        return switch (category) {
            case VET -> sunday ? 0 : saturday ? 0.6 : day == DayOfWeek.MONDAY ? 1 : 0.85;
            case GROOMING -> sunday ? 0.3 : saturday ? 1 : day == DayOfWeek.FRIDAY ? 0.9 : 0.6;
            case BOARDING -> day == DayOfWeek.FRIDAY || saturday ? 1 : 0.55;
            case DAYCARE -> saturday || sunday ? 0.1 : day == DayOfWeek.WEDNESDAY ? 1 : 0.85;
        };
    }

    /** A wave over the year, and the holidays in which people travel. */
    static double season(Category category, LocalDate day) {
        double summer = Math.cos(2 * Math.PI * (day.getDayOfYear() - 196) / 365.0);
        double wave =
                switch (category) {
                    case VET -> 1 + 0.06 * summer;
                    case GROOMING -> 1 + 0.10 * summer;
                    case BOARDING -> 1 + 0.18 * summer;
                    case DAYCARE -> 1 - 0.04 * summer;
                };
        MonthDay date = MonthDay.from(day);
        boolean thanksgiving =
                day.getMonthValue() == 11 && day.getDayOfMonth() >= 22 && day.getDayOfMonth() <= 29;
        boolean newYear = date.isAfter(MonthDay.of(12, 19)) || date.isBefore(MonthDay.of(1, 3));
        return category == Category.BOARDING && (thanksgiving || newYear) ? wave * 1.4 : wave;
    }

    /** Days between booking and slot, today to six weeks; stays are planned further ahead. */
    static int leadDays(Category category, Random random) {
        double u = random.nextDouble();
        if (category == Category.BOARDING) {
            u = Math.sqrt(u);
        }
        if (u < 0.18) {
            return 0;
        }
        if (u < 0.48) {
            return 1 + random.nextInt(3);
        }
        if (u < 0.78) {
            return 4 + random.nextInt(7);
        }
        return u < 0.93 ? 11 + random.nextInt(11) : 22 + random.nextInt(24);
    }

    static int poisson(double mean, Random random) {
        double limit = Math.exp(-mean);
        double product = random.nextDouble();
        int count = 0;
        while (product > limit) {
            product *= random.nextDouble();
            count++;
        }
        return count;
    }
}
