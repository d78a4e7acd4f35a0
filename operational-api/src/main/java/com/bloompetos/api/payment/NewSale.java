package com.bloompetos.api.payment;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a client takes along from the front desk, without an appointment.
 *
 * @param userId the client
 */
record NewSale(
        @NotNull UUID branchId,
        @NotNull UUID userId,
        @NotNull @Size(min = 1, max = 50) List<@Valid @NotNull NewSaleLine> lines) {

    /**
     * A service or an item.
     *
     * @param unitPriceCents without tax; by default what the branch asks for it today
     * @param discountCents off the whole line
     */
    record NewSaleLine(
            @Nullable UUID serviceId,
            @Nullable UUID itemId,
            @NotNull @Min(1) @Max(10_000) Integer quantity,
            @Nullable @Min(0) @Max(10_000_000) Long unitPriceCents,
            @Nullable @Min(0) @Max(1_000_000_000) Long discountCents) {

        long discount() {
            return discountCents == null ? 0 : discountCents;
        }
    }
}
