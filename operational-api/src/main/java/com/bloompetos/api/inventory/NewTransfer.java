package com.bloompetos.api.inventory;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.util.UUID;

/** Stock that goes to another branch, where the item of the same SKU takes it in. */
record NewTransfer(
        @NotNull UUID itemId,
        @NotNull UUID toBranchId,
        @NotNull @Min(1) @Max(1_000_000) Integer quantity) {}
