package com.bloompetos.stream.anomaly;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;

/** When a branch is open, by its own clock. */
record OpeningHours(
        String organizationId, String branchId, ZoneId zone, int opensAt, int closesAt) {
    /** What is typed in after the last client has gone belongs to the day. */
    private static final int PAPERWORK_MINUTES = 60;

    LocalDate day(Instant now) {
        return LocalDate.ofInstant(now, zone);
    }

    int minute(Instant now) {
        return LocalTime.ofInstant(now, zone).toSecondOfDay() / 60;
    }

    boolean isOpen(Instant now) {
        return minute(now) >= opensAt && minute(now) < closesAt;
    }

    boolean hasClosed(Instant now) {
        return minute(now) >= closesAt + PAPERWORK_MINUTES;
    }

    /** Which chains of branches share a calendar: those of one organization in one zone. */
    String chain() {
        return organizationId + '/' + zone;
    }
}
