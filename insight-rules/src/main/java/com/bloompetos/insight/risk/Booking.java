package com.bloompetos.insight.risk;

import java.time.DayOfWeek;

/** What is known of an appointment at the moment its risk is asked, and nothing from after it. */
public record Booking(
        String branch,
        String service,
        String category,
        DayOfWeek weekday,
        int hour,
        double leadDays,
        long priceCents,
        ClientHistory history) {}
