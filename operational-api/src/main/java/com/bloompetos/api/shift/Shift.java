package com.bloompetos.api.shift;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

/** When somebody works; the day is the branch's own. */
record Shift(
        UUID shiftId,
        UUID branchId,
        UUID userId,
        Instant startsAt,
        Instant endsAt,
        LocalDate shiftDay) {}
