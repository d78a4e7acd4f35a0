package com.bloompetos.api.inventory;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What came of an order, the whole or a part. */
record Delivery(@NotNull @Size(min = 1, max = 200) List<@Valid @NotNull DeliveryLine> lines) {

    record DeliveryLine(
            @NotNull UUID itemId,
            @NotNull @Min(1) @Max(1_000_000) Integer quantity,
            @Nullable @Valid NewLot lot) {}
}
