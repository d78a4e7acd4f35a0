package com.bloompetos.api.inventory;

import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is left of one lot of an item. */
record Lot(
        UUID lotId,
        UUID branchId,
        UUID itemId,
        String lotNumber,
        @Nullable LocalDate expiresOn,
        int onHand) {}
