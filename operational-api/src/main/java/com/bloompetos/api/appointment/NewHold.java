package com.bloompetos.api.appointment;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A wish to keep a slot while somebody makes up their mind.
 *
 * @param holdSeconds left out: five minutes
 */
record NewHold(
        @NotNull UUID branchId,
        @NotNull UUID petId,
        @NotNull UUID serviceId,
        @Nullable UUID staffId,
        @Nullable UUID placeId,
        @NotNull Instant appointmentDate,
        @Nullable Instant endsAt,
        @Nullable @Min(10) @Max(1800) Integer holdSeconds) {
    private static final int USUAL_SECONDS = 300;

    int seconds() {
        return holdSeconds == null ? USUAL_SECONDS : holdSeconds;
    }
}
