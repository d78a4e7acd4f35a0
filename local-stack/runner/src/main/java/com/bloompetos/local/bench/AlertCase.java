package com.bloompetos.local.bench;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/**
 * One branch on one day: what its past was, and what is done to it.
 *
 * @param past the KPI's parts on the days before, oldest first
 * @param live its parts on the day itself, one by one as they come
 * @param late parts that belong to the day before and come with the day's own
 */
record AlertCase(
        Kind kind,
        Twist twist,
        UUID organization,
        UUID branch,
        LocalDate day,
        List<Part> past,
        List<Part> live,
        List<Part> late) {

    /** What is watched: the rule that should speak, and the KPI that it reads. */
    enum Kind {
        NO_SHOWS("no_show_spike", "no_show_rate"),
        SILENCE("silent_branch", "bookings"),
        REVENUE("revenue_drop", "net_sales"),
        REFUNDS("refund_spike", "refunds");

        final String rule;
        final String kpi;

        Kind(String rule, String kpi) {
            this.rule = rule;
            this.kpi = kpi;
        }
    }

    /** What is done: one that must be told, and quiet ones of which nothing may be told. */
    enum Twist {
        ANOMALY,
        USUAL,
        SMALL,
        LATE,
        HOLIDAY
    }

    /** Of a reading: one past day's sums, or one row's share of today. */
    record Part(long numerator, long denominator) {}

    boolean isAnomaly() {
        return twist == Twist.ANOMALY;
    }
}
