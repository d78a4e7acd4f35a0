package com.bloompetos.api.board;

import com.bloompetos.api.access.Caller;
import com.bloompetos.api.access.Role;
import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;

/** The branch that is watched. */
record Place(
        @JsonIgnore UUID organizationId,
        UUID branchId,
        String name,
        String timeZone,
        String currency) {
    private static final UUID NOBODY = new UUID(0, 0);

    LocalDate today(Instant now) {
        return LocalDate.ofInstant(now, zone());
    }

    ZoneId zone() {
        return ZoneId.of(timeZone);
    }

    /** The scope of what all viewers of this branch share: this branch, as its staff sees it. */
    Caller staff() {
        return new Caller(NOBODY, organizationId, Role.STAFF, List.of(branchId));
    }
}
