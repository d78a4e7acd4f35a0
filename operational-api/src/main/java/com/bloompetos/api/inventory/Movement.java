package com.bloompetos.api.inventory;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A movement that happened, and what is left on the shelf. */
record Movement(
        UUID movementId,
        UUID branchId,
        UUID itemId,
        String kind,
        int quantity,
        @Nullable UUID appointmentId,
        @Nullable UUID lotId,
        @Nullable UUID transferId,
        @Nullable UUID orderId,
        @Nullable String reason,
        boolean isOverride,
        LocalDate movedDay,
        Instant createdAt,
        int onHand) {}
