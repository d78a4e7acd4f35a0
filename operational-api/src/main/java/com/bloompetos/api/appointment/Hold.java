package com.bloompetos.api.appointment;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A slot that is kept until it expires.
 *
 * @param appointmentId what became of it
 */
record Hold(
        UUID holdId,
        UUID branchId,
        UUID petId,
        UUID serviceId,
        @Nullable UUID staffId,
        @Nullable UUID placeId,
        Instant appointmentDate,
        Instant endsAt,
        long priceCents,
        Instant expiresAt,
        @Nullable UUID appointmentId,
        Instant createdAt) {}
