package com.bloompetos.api.inventory;

import java.util.UUID;

/** One item on the shelf of one branch. */
record InventoryItem(
        UUID itemId,
        UUID branchId,
        String sku,
        String label,
        String unit,
        int onHand,
        int reorderPoint,
        int reorderQuantity,
        long costCents) {}
