package com.bloompetos.api.inventory;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One item on the shelf of one branch.
 *
 * @param priceCents over the counter, without tax; null where the front desk says it
 */
record InventoryItem(
        UUID itemId,
        UUID branchId,
        String sku,
        String label,
        String unit,
        int onHand,
        int reorderPoint,
        int reorderQuantity,
        long costCents,
        @Nullable Long priceCents) {}
