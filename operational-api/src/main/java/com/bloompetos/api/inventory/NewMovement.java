package com.bloompetos.api.inventory;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Stock that comes or goes.
 *
 * @param quantity signed: what leaves the shelf is negative
 */
record NewMovement(
        @NotNull UUID itemId,
        @NotNull Kind kind,
        @NotNull @Min(-1_000_000) @Max(1_000_000) Integer quantity,
        @Nullable UUID appointmentId) {

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

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
