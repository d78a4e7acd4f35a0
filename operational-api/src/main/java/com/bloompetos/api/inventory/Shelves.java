package com.bloompetos.api.inventory;

import com.bloompetos.api.access.Caller;
import com.bloompetos.api.problem.Problem;
import com.bloompetos.api.problem.ProblemType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The rows of items, lots and movements; every method runs in the caller's transaction. The
 * database adds up what a movement means for the item and for its lots.
 */
@Repository
class Shelves {
    private final JdbcClient jdbc;

    Shelves(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** One item of one branch, locked until the end of the transaction. */
    record Shelf(UUID itemId, UUID branchId, String sku, int onHand) {}

    /** What is to be written about a movement, beside its shelf. */
    record Entry(
            String kind,
            int quantity,
            @Nullable UUID appointmentId,
            @Nullable UUID lotId,
            @Nullable UUID transferId,
            @Nullable UUID orderId,
            @Nullable String reason,
            boolean isOverride) {

        static Entry plain(String kind, int quantity) {
            return new Entry(kind, quantity, null, null, null, null, null, false);
        }
    }

    /** Locked, so that what is checked is what the movement meets. */
    Shelf lock(UUID itemId, String field) {
        return jdbc.sql(
                        "select item_id, branch_id, sku, on_hand from inventory_items where item_id = ? for update")
                .param(itemId)
                .query(Shelf.class)
                .optional()
                .orElseThrow(() -> Problem.unknown(field, itemId));
    }

    /**
     * Locked in one order whatever the direction, so that two transfers cannot wait for each other.
     */
    List<Shelf> lockBoth(UUID itemId, UUID toBranchId) {
        return jdbc.sql(
                        """
                        select i.item_id, i.branch_id, i.sku, i.on_hand from inventory_items i
                        where i.item_id = :item or (i.branch_id = :to and i.sku =
                            (select sku from inventory_items where item_id = :item))
                        order by i.item_id for update of i
                        """)
                .param("item", itemId)
                .param("to", toBranchId)
                .query(Shelf.class)
                .list();
    }

    Movement move(Caller caller, Shelf shelf, Entry entry) {
        if (shelf.onHand() + entry.quantity() < 0 && entry.quantity() < 0 && !entry.isOverride()) {
            throw Problem.conflict(
                    ProblemType.OUT_OF_STOCK,
                    "quantity",
                    "There are %d on the shelf, not %d."
                            .formatted(shelf.onHand(), -entry.quantity()));
        }
        return jdbc.sql(
                        """
                        insert into inventory_movements (organization_id, branch_id, item_id, kind, quantity, appointment_id,
                            lot_id, transfer_id, order_id, moved_by, reason, is_override)
                        values (:organization, :branch, :item, :kind, :quantity, :appointment,
                            :lot, :transfer, :order, :by, :reason, :override)
                        returning movement_id, branch_id, item_id, kind, quantity, appointment_id, lot_id, transfer_id,
                            order_id, reason, is_override, moved_day, created_at, cast(:left as int) as on_hand
                        """)
                .param("organization", caller.organizationId())
                .param("branch", shelf.branchId())
                .param("item", shelf.itemId())
                .param("kind", entry.kind())
                .param("quantity", entry.quantity())
                .param("appointment", entry.appointmentId())
                .param("lot", entry.lotId())
                .param("transfer", entry.transferId())
                .param("order", entry.orderId())
                .param("by", caller.userId())
                .param("reason", entry.reason())
                .param("override", entry.isOverride())
                .param("left", shelf.onHand() + entry.quantity())
                .query(Movement.class)
                .single();
    }

    Optional<Lot> lot(UUID itemId, UUID lotId) {
        return jdbc.sql(
                        """
                        select lot_id, branch_id, item_id, lot_number, expires_on, on_hand from lots
                        where lot_id = ? and item_id = ?
                        """)
                .params(lotId, itemId)
                .query(Lot.class)
                .optional();
    }

    /** The lot of that number, made where it comes for the first time. */
    UUID lot(Caller caller, Shelf shelf, NewLot arrived) {
        return jdbc.sql(
                        """
                        insert into lots (organization_id, branch_id, item_id, lot_number, expires_on)
                        values (:organization, :branch, :item, :number, :expires)
                        on conflict (item_id, lot_number) do update
                            set expires_on = coalesce(excluded.expires_on, lots.expires_on)
                        returning lot_id
                        """)
                .param("organization", caller.organizationId())
                .param("branch", shelf.branchId())
                .param("item", shelf.itemId())
                .param("number", arrived.lotNumber())
                .param("expires", arrived.expiresOn())
                .query(UUID.class)
                .single();
    }
}
