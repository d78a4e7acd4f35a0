package com.bloompetos.api.appointment;

import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A wish for a slot that is not there yet.
 *
 * @param staffId left out: anybody
 * @param fromAt the earliest start
 * @param untilAt the latest end
 */
record NewWaitlistEntry(
        @NotNull UUID branchId,
        @NotNull UUID petId,
        @NotNull UUID serviceId,
        @Nullable UUID staffId,
        @NotNull Instant fromAt,
        @NotNull Instant untilAt) {}
