package com.bloompetos.api.inventory;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An order and how much of it has come. */
record PurchaseOrder(
        UUID orderId,
        UUID branchId,
        String supplier,
        String status,
        LocalDate orderedDay,
        @Nullable LocalDate expectedOn,
        Instant createdAt,
        List<OrderLine> lines) {

    record OrderLine(UUID itemId, int quantity, int received, long costCents) {
        int open() {
            return quantity - received;
        }
    }
}
