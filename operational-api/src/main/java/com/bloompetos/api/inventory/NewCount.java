package com.bloompetos.api.inventory;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.util.UUID;

/** What somebody counted on the shelf. */
record NewCount(@NotNull UUID itemId, @NotNull @Min(0) @Max(1_000_000) Integer counted) {}
