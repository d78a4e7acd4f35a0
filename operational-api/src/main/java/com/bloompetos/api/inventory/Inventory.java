package com.bloompetos.api.inventory;

import com.bloompetos.api.access.Caller;
import com.bloompetos.api.access.Role;
import com.bloompetos.api.access.TenantTransaction;
import com.bloompetos.api.branch.Branches;
import com.bloompetos.api.inventory.Shelves.Entry;
import com.bloompetos.api.inventory.Shelves.Shelf;
import com.bloompetos.api.position.Position;
import com.bloompetos.api.position.Positions;
import com.bloompetos.api.position.Written;
import com.bloompetos.api.problem.Problem;
import com.bloompetos.api.problem.ProblemType;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Counts what a branch has, and moves it. */
@Service
class Inventory {
    private static final Set<Role> MAY_OVERRIDE =
            EnumSet.of(Role.BRANCH_MANAGER, Role.FRANCHISE_OWNER, Role.ADMIN);
    private static final int MOST = 500;

    private final TenantTransaction transaction;
    private final JdbcClient jdbc;
    private final Positions positions;
    private final Branches branches;
    private final Shelves shelves;

    Inventory(
            TenantTransaction transaction,
            JdbcClient jdbc,
            Positions positions,
            Branches branches,
            Shelves shelves) {
        this.transaction = transaction;
        this.jdbc = jdbc;
        this.positions = positions;
        this.branches = branches;
        this.shelves = shelves;
    }

    List<InventoryItem> of(Caller caller, UUID branchId) {
        return transaction.read(
                caller,
                () -> {
                    branches.mustBeSeen(branchId);
                    return jdbc.sql(
                                    """
                                    select item_id, branch_id, sku, label, unit, on_hand, reorder_point, reorder_quantity, cost_cents,
                                           price_cents
                                    from inventory_items where branch_id = ? order by label
                                    """)
                            .param(branchId)
                            .query(InventoryItem.class)
                            .list();
                });
    }

    List<Lot> lots(Caller caller, UUID branchId) {
        return transaction.read(
                caller,
                () -> {
                    branches.mustBeSeen(branchId);
                    return jdbc.sql(
                                    """
                                    select lot_id, branch_id, item_id, lot_number, expires_on, on_hand from lots
                                    where branch_id = ? and on_hand > 0 order by expires_on nulls last, lot_id limit %d
                                    """
                                            .formatted(MOST))
                            .param(branchId)
                            .query(Lot.class)
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
        if (Boolean.TRUE.equals(wish.override()) && !MAY_OVERRIDE.contains(caller.role())) {
            throw Problem.notAllowed("Only managers take more from a shelf than is on it.");
        }
        if (wish.lot() != null && (!wish.kind().isArrival() || wish.lotId() != null)) {
            throw Problem.invalid(
                    ProblemType.INVALID_FIELD,
                    "lot",
                    "A new lot comes with a receipt; otherwise name a lot_id.");
        }
        return transaction.write(caller, () -> moveLocked(caller, wish));
    }

    private Written<Movement> moveLocked(Caller caller, NewMovement wish) {
        var shelf = shelves.lock(wish.itemId(), "item_id");
        mustBeAtBranch(wish.appointmentId(), shelf.branchId());
        long endOfLog = positions.endOfLog();
        var movement =
                shelves.move(
                        caller,
                        shelf,
                        new Entry(
                                wish.kind().text(),
                                wish.quantity(),
                                wish.appointmentId(),
                                lotOf(caller, shelf, wish),
                                null,
                                null,
                                wish.reason(),
                                Boolean.TRUE.equals(wish.override())));
        return new Written<>(
                movement, new Position("inventory_movements", movement.movementId(), endOfLog));
    }

    private @Nullable UUID lotOf(Caller caller, Shelf shelf, NewMovement wish) {
        if (wish.lot() != null) {
            return shelves.lot(caller, shelf, wish.lot());
        }
        var lotId = wish.lotId();
        if (lotId == null) {
            return null;
        }
        var lot =
                shelves.lot(shelf.itemId(), lotId)
                        .orElseThrow(() -> Problem.unknown("lot_id", lotId));
        if (lot.onHand() + wish.quantity() < 0) {
            throw Problem.conflict(
                    ProblemType.OUT_OF_STOCK,
                    "lot_id",
                    "There are %d of this lot, not %d.".formatted(lot.onHand(), -wish.quantity()));
        }
        return lotId;
    }

    Written<Counted> count(Caller caller, NewCount wish) {
        return transaction.write(
                caller,
                () -> {
                    var shelf = shelves.lock(wish.itemId(), "item_id");
                    long endOfLog = positions.endOfLog();
                    int difference = wish.counted() - shelf.onHand();
                    var position = new Position("inventory_items", wish.itemId(), endOfLog);
                    if (difference == 0) {
                        return new Written<>(
                                new Counted(wish.itemId(), shelf.onHand(), shelf.onHand(), null),
                                position);
                    }
                    var movement = shelves.move(caller, shelf, Entry.plain("count", difference));
                    return new Written<>(
                            new Counted(
                                    wish.itemId(),
                                    shelf.onHand(),
                                    movement.onHand(),
                                    movement.movementId()),
                            position);
                });
    }

    Written<Transfer> transfer(Caller caller, NewTransfer wish) {
        return transaction.write(
                caller,
                () -> {
                    var both = shelves.lockBoth(wish.itemId(), wish.toBranchId());
                    var from =
                            both.stream()
                                    .filter(shelf -> shelf.itemId().equals(wish.itemId()))
                                    .findFirst()
                                    .orElseThrow(() -> Problem.unknown("item_id", wish.itemId()));
                    var to =
                            both.stream()
                                    .filter(shelf -> !shelf.itemId().equals(wish.itemId()))
                                    .findFirst()
                                    .orElseThrow(
                                            () ->
                                                    Problem.unknown(
                                                            "to_branch_id", wish.toBranchId()));
                    long endOfLog = positions.endOfLog();
                    var transferId = UUID.randomUUID();
                    var out = shelves.move(caller, from, entry(transferId, -wish.quantity()));
                    var in = shelves.move(caller, to, entry(transferId, wish.quantity()));
                    return new Written<>(
                            new Transfer(transferId, out, in),
                            new Position("inventory_movements", in.movementId(), endOfLog));
                });
    }

    private static Entry entry(UUID transferId, int quantity) {
        return new Entry("transfer", quantity, null, null, transferId, null, null, false);
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
}
