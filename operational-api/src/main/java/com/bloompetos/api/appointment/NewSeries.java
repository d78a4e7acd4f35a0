package com.bloompetos.api.appointment;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A wish for the same slot again and again, by the branch's own clock.
 *
 * @param everyDays 7 for every week
 * @param skipTaken book what is free instead of refusing the whole
 */
record NewSeries(
        @NotNull UUID branchId,
        @NotNull UUID petId,
        @NotNull UUID serviceId,
        @Nullable UUID staffId,
        @NotNull Instant appointmentDate,
        @NotNull @Min(1) @Max(366) Integer everyDays,
        @NotNull @Min(2) @Max(60) Integer occurrences,
        @Nullable Boolean skipTaken,
        @Nullable @Size(max = 2000) String notes) {
    boolean skipsTaken() {
        return Boolean.TRUE.equals(skipTaken);
    }
}
