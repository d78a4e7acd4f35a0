package com.bloompetos.api.shift;

import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.UUID;

/** When somebody shall work. */
record NewShift(
        @NotNull UUID branchId,
        @NotNull UUID userId,
        @NotNull Instant startsAt,
        @NotNull Instant endsAt) {}
