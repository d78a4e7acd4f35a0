package com.bloompetos.api.appointment;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A wish for a slot.
 *
 * @param staffId left out: any staff of the branch who is free
 * @param placeId a kennel or room; left out: any that is free, where the service needs one
 * @param endsAt left out: after the usual duration of the service
 */
record NewBooking(
        @NotNull UUID branchId,
        @NotNull UUID petId,
        @NotNull UUID serviceId,
        @Nullable UUID staffId,
        @Nullable UUID placeId,
        @NotNull Instant appointmentDate,
        @Nullable Instant endsAt,
        @Nullable @Size(max = 2000) String notes) {}
