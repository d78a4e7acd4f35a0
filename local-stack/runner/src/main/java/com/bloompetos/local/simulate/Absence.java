package com.bloompetos.local.simulate;

import com.bloompetos.local.simulate.Chain.Category;
import java.time.Duration;
import java.time.LocalTime;

/** Why people stay away: the hidden truth that the risk model has to find in the outcomes. */
final class Absence {

    /** In a bad week more than half of them stay away. */
    private static final double BAD_WEEK = 2.2;

    private Absence() {}

    static double missChance(Visit visit, boolean isBadWeek) {
        double leadDays = Duration.between(visit.booked(), visit.starts()).toHours() / 24.0;
        int hour = LocalTime.ofInstant(visit.starts(), visit.branch().zone()).getHour();
        double score =
                -2.86
                        + 1.0 * visit.client().propensity()
                        + 0.032 * Math.min(leadDays, 30)
                        + category(visit.service().category())
                        + (hour < 9 ? 0.3 : hour >= 16 ? 0.15 : 0)
                        + (isBadWeek ? BAD_WEEK : 0);
        return 1 / (1 + Math.exp(-score));
    }

    /** Who is likely to forget is also likely to cancel late. */
    static double cancelChance(Visit visit) {
        double leadDays = Duration.between(visit.booked(), visit.starts()).toHours() / 24.0;
        double score = -2.7 + 0.3 * visit.client().propensity() + 0.05 * Math.min(leadDays, 30);
        return 1 / (1 + Math.exp(-score));
    }

    private static double category(Category category) {
        return switch (category) {
            case VET -> 0.1;
            case GROOMING -> 0.35;
            case BOARDING -> -0.7;
            case DAYCARE -> -0.15;
        };
    }
}
