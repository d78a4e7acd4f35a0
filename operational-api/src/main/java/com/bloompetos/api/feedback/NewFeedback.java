package com.bloompetos.api.feedback;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A judgement of one visit.
 *
 * @param csat satisfied, 1 to 5
 * @param nps would recommend, 0 to 10
 */
record NewFeedback(
        @NotNull UUID appointmentId,
        @Nullable @Min(1) @Max(5) Integer csat,
        @Nullable @Min(0) @Max(10) Integer nps,
        @Nullable @Size(min = 1, max = 2000) String notes) {

    boolean isEmpty() {
        return csat == null && nps == null && notes == null;
    }
}
