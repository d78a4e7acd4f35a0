package com.bloompetos.insight.risk;

import java.time.LocalDateTime;
import java.util.function.Consumer;

/**
 * What every prediction knows, whatever the trade: when it was booked, the moment it is about, and
 * who is expected. Streams and files ask by the same question, with columns of their own.
 */
record Question(LocalDateTime bookedAt, LocalDateTime at, Client.Standing client) {
    /** Pairs with the first of all coarse values: lead time, history and the first columns. */
    private static final int LEADERS = 4;

    double leadDays() {
        return Math.max(0, Client.daysBetween(bookedAt, at));
    }

    Features features(Consumer<Features> columns, Weights weights) {
        var features = NoShowRisk.basis(leadDays(), client.history(), weights);
        columns.accept(features);
        features.category("time", "booked hour", String.valueOf(bookedAt.getHour()))
                .category("time", "booked weekday", bookedAt.getDayOfWeek().name())
                .category("time", "weekday", at.getDayOfWeek().name())
                .crossable("time", "booked part of day", String.valueOf(bookedAt.getHour() / 3));
        client.add(features, at);
        return features.crossed(LEADERS);
    }
}
