package com.bloompetos.api.feedback;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How a visit was, in a client's eyes. */
record Feedback(
        UUID feedbackId,
        UUID branchId,
        @Nullable UUID appointmentId,
        @Nullable UUID petId,
        String source,
        @Nullable Integer csat,
        @Nullable Integer nps,
        @Nullable String notes,
        LocalDate feedbackDay,
        Instant createdAt) {}
