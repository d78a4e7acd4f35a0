package com.bloompetos.api.appointment;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who changed the status of an appointment, when, from what, to what. */
record StatusChange(
        @Nullable UUID changedBy,
        @Nullable String fromStatus,
        String toStatus,
        Instant changedAt) {}
