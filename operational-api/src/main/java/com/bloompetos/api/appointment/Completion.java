package com.bloompetos.api.appointment;

import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** How an appointment ended well. */
record Completion(
        @Nullable @PositiveOrZero Long discountCents, @Nullable @Size(max = 2000) String notes) {
    static final Completion PLAIN = new Completion(null, null);

    long discount() {
        return discountCents == null ? 0 : discountCents;
    }
}
