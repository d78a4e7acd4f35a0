package com.bloompetos.api.inventory;

import com.bloompetos.api.access.Caller;
import com.bloompetos.api.access.TenantTransaction;
import com.bloompetos.api.branch.Branches;
import com.bloompetos.api.inventory.Shelves.Entry;
import com.bloompetos.api.page.PageWish;
import com.bloompetos.api.position.Position;
import com.bloompetos.api.position.Positions;
import com.bloompetos.api.position.Written;
import com.bloompetos.api.problem.Problem;
import com.bloompetos.api.problem.ProblemType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Orders stock and takes it in; what arrives becomes receipts with their lots. */
@Service
class PurchaseOrders {
    private static final String COLUMNS =
            "order_id, branch_id, supplier, status, ordered_day, expected_on, created_at";

    private final TenantTransaction transaction;
    private final JdbcClient jdbc;
    private final Positions positions;
    private final Branches branches;
    private final Shelves shelves;

    PurchaseOrders(
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

    List<PurchaseOrder> of(Caller caller, UUID branchId, PageWish page) {
        return transaction.read(
                caller,
                () -> {
                    branches.mustBeSeen(branchId);
                    return jdbc.sql(
                                    """
                                    select %s from purchase_orders where branch_id = ? and order_id < ?
                                    order by order_id desc limit ?
                                    """
                                            .formatted(COLUMNS))
                            .params(branchId, page.before(), page.fetch())
                            .query((row, number) -> order(row))
                            .list();
                });
    }

    Written<PurchaseOrder> order(Caller caller, NewOrder wish) {
        return transaction.write(
                caller,
                () -> {
                    mustBeKnown(wish.branchId());
                    long endOfLog = positions.endOfLog();
                    var orderId =
                            jdbc.sql(
                                            """
                                            insert into purchase_orders
                                                (organization_id, branch_id, supplier, expected_on, ordered_by)
                                            values (:organization, :branch, :supplier, :expected, :by) returning order_id
                                            """)
                                    .param("organization", caller.organizationId())
                                    .param("branch", wish.branchId())
                                    .param("supplier", wish.supplier())
                                    .param("expected", wish.expectedOn())
                                    .param("by", caller.userId())
                                    .query(UUID.class)
                                    .single();
                    for (var line : wish.lines()) {
                        add(caller, wish.branchId(), orderId, line);
                    }
                    return new Written<>(
                            find(orderId, ""), new Position("purchase_orders", orderId, endOfLog));
                });
    }

    Written<PurchaseOrder> receive(Caller caller, UUID orderId, Delivery delivery) {
        return transaction.write(
                caller,
                () -> {
                    var before = lockOpen(orderId);
                    long endOfLog = positions.endOfLog();
                    // Shelves are locked in one order, so that two deliveries cannot wait for each
                    // other.
                    var lines = new ArrayList<>(delivery.lines());
                    lines.sort(Comparator.comparing(Delivery.DeliveryLine::itemId));
                    var seen = new HashSet<UUID>();
                    for (var line : lines) {
                        mustFit(before, line, seen.add(line.itemId()));
                        takeIn(caller, orderId, line);
                    }
                    jdbc.sql(
                                    """
                                    update purchase_orders set status = case when exists (
                                        select from purchase_order_lines l where l.order_id = :order and l.received < l.quantity)
                                        then 'partly_received' else 'received' end
                                    where order_id = :order
                                    """)
                            .param("order", orderId)
                            .update();
                    return new Written<>(
                            find(orderId, ""), new Position("purchase_orders", orderId, endOfLog));
                });
    }

    Written<PurchaseOrder> cancel(Caller caller, UUID orderId) {
        return transaction.write(
                caller,
                () -> {
                    lockOpen(orderId);
                    long endOfLog = positions.endOfLog();
                    jdbc.sql("update purchase_orders set status = 'cancelled' where order_id = ?")
                            .param(orderId)
                            .update();
                    return new Written<>(
                            find(orderId, ""), new Position("purchase_orders", orderId, endOfLog));
                });
    }

    private void mustBeKnown(UUID branchId) {
        if (jdbc.sql("select true from branches where branch_id = ?")
                .param(branchId)
                .query(Boolean.class)
                .optional()
                .isEmpty()) {
            throw Problem.unknown("branch_id", branchId);
        }
    }

    private void add(Caller caller, UUID branchId, UUID orderId, NewOrder.NewOrderLine line) {
        try {
            int added =
                    jdbc.sql(
                                    """
                                    insert into purchase_order_lines
                                        (organization_id, branch_id, order_id, item_id, quantity, cost_cents)
                                    select :organization, branch_id, :order, item_id, :quantity, :cost
                                    from inventory_items where item_id = :item and branch_id = :branch
                                    """)
                            .param("organization", caller.organizationId())
                            .param("order", orderId)
                            .param("quantity", line.quantity())
                            .param("cost", line.costCents())
                            .param("item", line.itemId())
                            .param("branch", branchId)
                            .update();
            if (added == 0) {
                throw Problem.unknown("item_id", line.itemId());
            }
        } catch (DuplicateKeyException e) {
            throw Problem.invalid(
                    ProblemType.INVALID_FIELD, "lines", "An item stands on two lines.");
        }
    }

    private static void mustFit(PurchaseOrder order, Delivery.DeliveryLine line, boolean isFirst) {
        int open =
                order.lines().stream()
                        .filter(ordered -> ordered.itemId().equals(line.itemId()))
                        .findFirst()
                        .orElseThrow(() -> Problem.unknown("item_id", line.itemId()))
                        .open();
        if (!isFirst) {
            throw Problem.invalid(
                    ProblemType.INVALID_FIELD, "lines", "An item stands on two lines.");
        }
        if (line.quantity() > open) {
            throw Problem.invalid(
                    ProblemType.TOO_MUCH,
                    "quantity",
                    "Only %d of this item are still to come.".formatted(open));
        }
    }

    private void takeIn(Caller caller, UUID orderId, Delivery.DeliveryLine line) {
        var shelf = shelves.lock(line.itemId(), "item_id");
        var lotId = line.lot() == null ? null : shelves.lot(caller, shelf, line.lot());
        shelves.move(
                caller,
                shelf,
                new Entry("receipt", line.quantity(), null, lotId, null, orderId, null, false));
        jdbc.sql(
                        "update purchase_order_lines set received = received + ? where order_id = ? and item_id = ?")
                .params(line.quantity(), orderId, line.itemId())
                .update();
    }

    private PurchaseOrder lockOpen(UUID orderId) {
        var order = find(orderId, " for update");
        if (order.status().equals("received") || order.status().equals("cancelled")) {
            throw Problem.conflict(
                    ProblemType.WRONG_STATUS,
                    "status",
                    "The order is %s already.".formatted(order.status()));
        }
        return order;
    }

    private PurchaseOrder find(UUID orderId, String lock) {
        return jdbc.sql("select " + COLUMNS + " from purchase_orders where order_id = ?" + lock)
                .param(orderId)
                .query((row, number) -> order(row))
                .optional()
                .orElseThrow(() -> Problem.notFound("order_id", orderId));
    }

    private PurchaseOrder order(ResultSet row) throws SQLException {
        var orderId = row.getObject("order_id", UUID.class);
        return new PurchaseOrder(
                orderId,
                row.getObject("branch_id", UUID.class),
                row.getString("supplier"),
                row.getString("status"),
                row.getObject("ordered_day", LocalDate.class),
                row.getObject("expected_on", LocalDate.class),
                row.getTimestamp("created_at").toInstant(),
                jdbc.sql(
                                """
                                select item_id, quantity, received, cost_cents from purchase_order_lines
                                where order_id = ? order by line_id
                                """)
                        .param(orderId)
                        .query(PurchaseOrder.OrderLine.class)
                        .list());
    }
}
