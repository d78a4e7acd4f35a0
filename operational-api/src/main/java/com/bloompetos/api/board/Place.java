package com.bloompetos.api.board;

import com.bloompetos.api.access.Caller;
import com.bloompetos.api.access.Role;
import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The branch that is watched, and on which day.
 *
 * @param day absent for the day that it is there now
 */
record Place(
        @JsonIgnore UUID organizationId,
        UUID branchId,
        String name,
        String timeZone,
        String currency,
        @Nullable LocalDate day) {
    private static final UUID NOBODY = new UUID(0, 0);

    Place on(@Nullable LocalDate otherDay) {
        return new Place(organizationId, branchId, name, timeZone, currency, otherDay);
    }

    /** The day that is shown. */
    LocalDate shown(Instant now) {
        return day == null ? LocalDate.ofInstant(now, zone()) : day;
    }

    /** Up to when the shown day has gone: now, or its end. */
    Instant gone(Instant now) {
        var end = shown(now).plusDays(1).atStartOfDay(zone()).toInstant();
        return end.isBefore(now) ? end : now;
    }

    ZoneId zone() {
        return ZoneId.of(timeZone);
    }

    /** The scope of what all viewers of this branch share: this branch, as its staff sees it. */
    Caller staff() {
        return new Caller(NOBODY, organizationId, Role.STAFF, List.of(branchId));
    }
}
