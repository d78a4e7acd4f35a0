package com.bloompetos.api.inventory;

import com.bloompetos.api.access.Caller;
import com.bloompetos.api.access.TenantTransaction;
import com.bloompetos.api.branch.Branches;
import com.bloompetos.api.position.Position;
import com.bloompetos.api.position.Positions;
import com.bloompetos.api.position.Written;
import com.bloompetos.api.problem.Problem;
import com.bloompetos.api.problem.ProblemType;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Counts what a branch has, and moves it. */
@Service
class Inventory {
    private final TenantTransaction transaction;
    private final JdbcClient jdbc;
    private final Positions positions;
    private final Branches branches;

    Inventory(
            TenantTransaction transaction,
            JdbcClient jdbc,
            Positions positions,
            Branches branches) {
        this.transaction = transaction;
        this.jdbc = jdbc;
        this.positions = positions;
        this.branches = branches;
    }

    List<InventoryItem> of(Caller caller, UUID branchId) {
        return transaction.read(
                caller,
                () -> {
                    branches.mustBeSeen(branchId);
                    return jdbc.sql(
                                    """
                                    select item_id, branch_id, sku, label, unit, on_hand, reorder_point, reorder_quantity, cost_cents
                                    from inventory_items where branch_id = ? order by label
                                    """)
                            .param(branchId)
                            .query(InventoryItem.class)
                            .list();
                });
    }

    Written<Movement> move(Caller caller, NewMovement wish) {
        if (!wish.kind().allows(wish.quantity())) {
            throw Problem.invalid(
                    ProblemType.INVALID_FIELD,
                    "quantity",
                    "A %s of %d makes no sense: what leaves the shelf is negative, what arrives is positive."
                            .formatted(wish.kind().text(), wish.quantity()));
        }
        return transaction.write(caller, () -> moveLocked(caller, wish));
    }

    private Written<Movement> moveLocked(Caller caller, NewMovement wish) {
        // Locked, so that what is checked here is what the movement meets.
        var shelf =
                jdbc.sql(
                                "select branch_id, on_hand from inventory_items where item_id = ? for update")
                        .param(wish.itemId())
                        .query(Shelf.class)
                        .optional()
                        .orElseThrow(() -> Problem.unknown("item_id", wish.itemId()));
        if (shelf.onHand() + wish.quantity() < 0) {
            throw Problem.conflict(
                    ProblemType.OUT_OF_STOCK,
                    "quantity",
                    "There are %d on the shelf, not %d."
                            .formatted(shelf.onHand(), -wish.quantity()));
        }
        mustBeAtBranch(wish.appointmentId(), shelf.branchId());
        long endOfLog = positions.endOfLog();
        var movement =
                jdbc.sql(
                                """
                                insert into inventory_movements (organization_id, branch_id, item_id, kind, quantity, appointment_id)
                                values (:organization, :branch, :item, :kind, :quantity, :appointment)
                                returning movement_id, branch_id, item_id, kind, quantity, appointment_id, moved_day, created_at,
                                          cast(:left as int) as on_hand
                                """)
                        .param("organization", caller.organizationId())
                        .param("branch", shelf.branchId())
                        .param("item", wish.itemId())
                        .param("kind", wish.kind().text())
                        .param("quantity", wish.quantity())
                        .param("appointment", wish.appointmentId())
                        .param("left", shelf.onHand() + wish.quantity())
                        .query(Movement.class)
                        .single();
        return new Written<>(
                movement, new Position("inventory_movements", movement.movementId(), endOfLog));
    }

    private void mustBeAtBranch(@Nullable UUID appointmentId, UUID branchId) {
        if (appointmentId == null) {
            return;
        }
        boolean isKnown =
                jdbc.sql("select true from appointments where appointment_id = ? and branch_id = ?")
                        .params(appointmentId, branchId)
                        .query(Boolean.class)
                        .optional()
                        .isPresent();
        if (!isKnown) {
            throw Problem.unknown("appointment_id", appointmentId);
        }
    }

    private record Shelf(UUID branchId, int onHand) {}
}
