package com.bloompetos.stream.stock;

import com.bloompetos.stream.change.Change;

/**
 * One version of one item at one branch; deleted items have nothing on hand and nothing to order.
 */
public record ItemLevel(
        String organizationId,
        String branchId,
        String itemId,
        String sku,
        int onHand,
        int reorderPoint,
        int reorderQuantity,
        boolean deleted,
        long version,
        long committedMillis) {

    static ItemLevel of(Change change) {
        var row = change.row();
        return new ItemLevel(
                row.text("organization_id"),
                row.text("branch_id"),
                row.text("item_id"),
                row.text("sku"),
                (int) row.number("on_hand"),
                (int) row.number("reorder_point"),
                (int) row.number("reorder_quantity"),
                change.isDelete(),
                change.version(),
                change.committedAt().toEpochMilli());
    }

    String key() {
        return organizationId + '/' + itemId;
    }
}
