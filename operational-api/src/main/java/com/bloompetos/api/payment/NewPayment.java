package com.bloompetos.api.payment;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Money for an invoice.
 *
 * @param kind a payment, unless said otherwise
 * @param amountCents positive, for a refund, too; without the tip
 */
record NewPayment(
        @NotNull UUID invoiceId,
        @Nullable Kind kind,
        @NotNull Method method,
        @NotNull @Positive @Max(100_000_000) Long amountCents,
        @Nullable @PositiveOrZero @Max(100_000_000) Long tipCents) {

    enum Kind {
        @JsonProperty("payment")
        PAYMENT,
        @JsonProperty("refund")
        REFUND
    }

    enum Method {
        @JsonProperty("card")
        CARD,
        @JsonProperty("cash")
        CASH,
        @JsonProperty("transfer")
        TRANSFER;

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    long tip() {
        return tipCents == null ? 0 : tipCents;
    }

    boolean isRefund() {
        return kind == Kind.REFUND;
    }
}
