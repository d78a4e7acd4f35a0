package com.bloompetos.api.appointment;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One time of a series.
 *
 * @param occurrence counted from 1
 * @param refusal why it was not booked, and the field that is in the way
 */
record Occurrence(
        int occurrence,
        Instant appointmentDate,
        @Nullable String refusal,
        @Nullable String field,
        @Nullable UUID appointmentId) {}
