package com.bloompetos.api.appointment;

import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where an appointment shall move to.
 *
 * @param endsAt left out: as long as before
 * @param staffId left out: with whom it was
 */
record NewSlot(
        @NotNull Instant appointmentDate, @Nullable Instant endsAt, @Nullable UUID staffId) {}
