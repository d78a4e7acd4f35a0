package com.bloompetos.api.appointment;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Somebody waits for a slot.
 *
 * @param offeredDate the slot that is kept for them now, until the offer expires
 */
record WaitlistEntry(
        UUID entryId,
        UUID branchId,
        UUID petId,
        UUID serviceId,
        @Nullable UUID staffId,
        Instant fromAt,
        Instant untilAt,
        String status,
        Instant waitingSince,
        @Nullable UUID offerId,
        @Nullable UUID holdId,
        @Nullable Instant offeredDate,
        @Nullable Instant expiresAt) {}
