package com.bloompetos.insight.anomaly;

import java.time.LocalDateTime;

/**
 * What is usual at this hour, on this kind of day; learned from the time stamps alone. A series
 * with one reading a day has weekdays instead of hours.
 */
final class Season {
    private static final double SPEED = 0.02;

    private final Usual[] hours = usuals(24);
    private final Usual[] hoursByKindOfDay = usuals(48);
    private final Usual[] weekdays = usuals(7);
    private int firstHour = -1;
    private boolean isHourly;

    /** The level, until this hour was seen a few times. */
    double expected(LocalDateTime at, double level) {
        if (!isHourly) {
            var weekday = weekdays[at.getDayOfWeek().getValue() - 1];
            return weekday.times > 3 ? weekday.mean : level;
        }
        var precise = hoursByKindOfDay[hourByKindOfDay(at)];
        if (precise.times > 6) {
            return precise.mean;
        }
        var hour = hours[at.getHour()];
        return hour.times > 3 ? hour.mean : level;
    }

    void learn(LocalDateTime at, double value) {
        firstHour = firstHour < 0 ? at.getHour() : firstHour;
        isHourly |= at.getHour() != firstHour;
        hours[at.getHour()].learn(value);
        hoursByKindOfDay[hourByKindOfDay(at)].learn(value);
        weekdays[at.getDayOfWeek().getValue() - 1].learn(value);
    }

    private static int hourByKindOfDay(LocalDateTime at) {
        return at.getHour() + (at.getDayOfWeek().getValue() > 5 ? 24 : 0);
    }

    private static Usual[] usuals(int count) {
        var usuals = new Usual[count];
        for (int i = 0; i < count; i++) {
            usuals[i] = new Usual();
        }
        return usuals;
    }

    private static final class Usual {
        private double mean;
        private int times;

        void learn(double value) {
            times++;
            mean += Math.max(SPEED, 1.0 / times) * (value - mean);
        }
    }
}
