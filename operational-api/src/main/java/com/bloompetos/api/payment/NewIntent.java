package com.bloompetos.api.payment;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A card shall pay an invoice, or a deposit for an appointment: name one of the two.
 *
 * @param amountCents left out: what is open, or what the service asks for
 */
record NewIntent(
        @Nullable UUID invoiceId,
        @Nullable UUID appointmentId,
        @Nullable @Positive @Max(100_000_000) Long amountCents,
        @Nullable @PositiveOrZero @Max(100_000_000) Long tipCents) {
    long tip() {
        return tipCents == null ? 0 : tipCents;
    }
}
