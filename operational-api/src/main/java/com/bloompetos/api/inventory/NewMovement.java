package com.bloompetos.api.inventory;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Stock that comes or goes.
 *
 * @param quantity signed: what leaves the shelf is negative
 * @param lotId a lot that is known; without one, what leaves is of the lot that expires first
 * @param lot for a receipt: the lot that arrives
 * @param override the shelf may go below zero; managers only
 */
record NewMovement(
        @NotNull UUID itemId,
        @NotNull Kind kind,
        @NotNull @Min(-1_000_000) @Max(1_000_000) Integer quantity,
        @Nullable UUID appointmentId,
        @Nullable UUID lotId,
        @Nullable @Valid NewLot lot,
        @Nullable @Size(max = 200) String reason,
        @Nullable Boolean override) {

    enum Kind {
        @JsonProperty("receipt")
        RECEIPT(1),
        @JsonProperty("use")
        USE(-1),
        @JsonProperty("sale")
        SALE(0),
        @JsonProperty("count")
        COUNT(0),
        @JsonProperty("transfer")
        TRANSFER(0),
        @JsonProperty("write_off")
        WRITE_OFF(-1);

        private final int sign;

        Kind(int sign) {
            this.sign = sign;
        }

        boolean allows(int quantity) {
            return quantity != 0 && (sign == 0 || Integer.signum(quantity) == sign);
        }

        boolean isArrival() {
            return this == RECEIPT;
        }

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
