package com.bloompetos.api.inventory;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a branch orders from a supplier. */
record NewOrder(
        @NotNull UUID branchId,
        @NotBlank @Size(max = 120) String supplier,
        @Nullable LocalDate expectedOn,
        @NotNull @Size(min = 1, max = 200) List<@Valid @NotNull NewOrderLine> lines) {

    /**
     * @param costCents of one unit
     */
    record NewOrderLine(
            @NotNull UUID itemId,
            @NotNull @Min(1) @Max(1_000_000) Integer quantity,
            @NotNull @Min(0) @Max(100_000_000) Long costCents) {}
}
