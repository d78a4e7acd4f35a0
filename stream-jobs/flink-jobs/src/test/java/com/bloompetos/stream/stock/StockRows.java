package com.bloompetos.stream.stock;

import static com.bloompetos.stream.change.TestChanges.column;
import static com.bloompetos.stream.change.TestChanges.nullable;
import static com.bloompetos.stream.change.TestChanges.row;
import static com.bloompetos.stream.change.TestChanges.rowSchema;
import static com.bloompetos.stream.change.TestChanges.uuid;

import com.bloompetos.events.Topic;
import com.bloompetos.stream.change.Change;
import com.bloompetos.stream.change.TestChanges;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;

/** Rows of one organization's stock, as the connector tells them. */
final class StockRows {
    private static final String DAY =
            "{\"type\":\"int\",\"connect.name\":\"io.debezium.time.Date\"}";

    private static final Map<Topic, Schema> SCHEMAS =
            Map.of(
                    Topic.BRANCHES,
                    rowSchema(
                            "branches",
                            uuid("organization_id"),
                            uuid("branch_id"),
                            uuid("franchise_id"),
                            column("time_zone", "\"string\"")),
                    Topic.INVENTORY_ITEMS,
                    rowSchema(
                            "inventory_items",
                            uuid("organization_id"),
                            uuid("branch_id"),
                            uuid("item_id"),
                            column("sku", "\"string\""),
                            column("on_hand", "\"int\""),
                            column("reorder_point", "\"int\""),
                            column("reorder_quantity", "\"int\""),
                            column("cost_cents", "\"long\""),
                            nullable("price_cents", "\"long\"")),
                    Topic.INVENTORY_MOVEMENTS,
                    rowSchema(
                            "inventory_movements",
                            uuid("organization_id"),
                            uuid("branch_id"),
                            uuid("item_id"),
                            uuid("movement_id"),
                            column("kind", "\"string\""),
                            column("quantity", "\"int\""),
                            nullable("appointment_id", "\"string\""),
                            nullable("order_id", "\"string\""),
                            column("moved_day", DAY)),
                    Topic.LOTS,
                    rowSchema(
                            "lots",
                            uuid("organization_id"),
                            uuid("lot_id"),
                            uuid("item_id"),
                            nullable("expires_on", DAY),
                            column("on_hand", "\"int\"")),
                    Topic.PURCHASE_ORDERS,
                    rowSchema(
                            "purchase_orders",
                            uuid("organization_id"),
                            uuid("branch_id"),
                            uuid("order_id"),
                            column("status", "\"string\""),
                            column("ordered_day", DAY),
                            nullable("expected_on", DAY)),
                    Topic.PURCHASE_ORDER_LINES,
                    rowSchema(
                            "purchase_order_lines",
                            uuid("organization_id"),
                            uuid("order_id"),
                            uuid("line_id"),
                            uuid("item_id"),
                            column("quantity", "\"int\""),
                            column("received", "\"int\"")),
                    Topic.SERVICE_SUPPLIES,
                    rowSchema(
                            "service_supplies",
                            uuid("organization_id"),
                            uuid("supply_id"),
                            uuid("service_id"),
                            column("item_sku", "\"string\""),
                            column("quantity", "\"int\"")),
                    Topic.APPOINTMENTS,
                    rowSchema(
                            "appointments",
                            uuid("organization_id"),
                            uuid("branch_id"),
                            uuid("appointment_id"),
                            uuid("service_id"),
                            column("scheduled_day", DAY),
                            column("status", "\"string\"")),
                    Topic.RISK_SCORES,
                    rowSchema(
                            "risk_scores",
                            uuid("organization_id"),
                            uuid("appointment_id"),
                            column("scheduled_day", DAY),
                            column("probability", "\"double\""),
                            column("source_version", "\"long\""),
                            column("scored_at", "\"long\"")));

    private final TestChanges changes = new TestChanges();

    Change branch(long lsn, String id, String franchise, String zone) {
        return created(
                Topic.BRANCHES,
                lsn,
                Map.of("branch_id", id, "franchise_id", franchise, "time_zone", zone));
    }

    Change item(long lsn, String id, String branch, int onHand) {
        return created(Topic.INVENTORY_ITEMS, lsn, item(id, branch, onHand));
    }

    Change itemGone(long lsn, String id, String branch) {
        return changes.deleted(
                Topic.INVENTORY_ITEMS,
                lsn,
                row(SCHEMAS.get(Topic.INVENTORY_ITEMS), whole(item(id, branch, 0))));
    }

    private static Map<String, Object> item(String id, String branch, int onHand) {
        return Map.of(
                "item_id",
                id,
                "branch_id",
                branch,
                "sku",
                "FLEA-5",
                "on_hand",
                onHand,
                "reorder_point",
                5,
                "reorder_quantity",
                20,
                "cost_cents",
                900L,
                "price_cents",
                1500L);
    }

    Change used(long lsn, String id, String item, LocalDate day, int units) {
        return created(Topic.INVENTORY_MOVEMENTS, lsn, movement(id, item, "use", day, -units));
    }

    Change movement(long lsn, String id, String item, String kind, LocalDate day, int quantity) {
        return created(Topic.INVENTORY_MOVEMENTS, lsn, movement(id, item, kind, day, quantity));
    }

    private static Map<String, Object> movement(
            String id, String item, String kind, LocalDate day, int quantity) {
        return Map.of(
                "movement_id",
                id,
                "branch_id",
                "b",
                "item_id",
                item,
                "kind",
                kind,
                "quantity",
                quantity,
                "moved_day",
                (int) day.toEpochDay());
    }

    Change lot(long lsn, String id, String item, LocalDate expires, int onHand) {
        return created(
                Topic.LOTS,
                lsn,
                Map.of(
                        "lot_id",
                        id,
                        "item_id",
                        item,
                        "expires_on",
                        (int) expires.toEpochDay(),
                        "on_hand",
                        onHand));
    }

    Change order(long lsn, String id, String branch, LocalDate ordered, LocalDate expected) {
        return created(
                Topic.PURCHASE_ORDERS,
                lsn,
                Map.of(
                        "order_id",
                        id,
                        "branch_id",
                        branch,
                        "status",
                        "ordered",
                        "ordered_day",
                        (int) ordered.toEpochDay(),
                        "expected_on",
                        (int) expected.toEpochDay()));
    }

    Change line(long lsn, String id, String order, String item, int quantity) {
        return created(
                Topic.PURCHASE_ORDER_LINES,
                lsn,
                Map.of(
                        "line_id",
                        id,
                        "order_id",
                        order,
                        "item_id",
                        item,
                        "quantity",
                        quantity,
                        "received",
                        0));
    }

    Change supply(long lsn, String service, int quantity) {
        return created(
                Topic.SERVICE_SUPPLIES,
                lsn,
                Map.of(
                        "supply_id",
                        "supply-" + service,
                        "service_id",
                        service,
                        "item_sku",
                        "FLEA-5",
                        "quantity",
                        quantity));
    }

    Change visit(long lsn, String id, String branch, LocalDate day, String status) {
        return created(
                Topic.APPOINTMENTS,
                lsn,
                Map.of(
                        "appointment_id",
                        id,
                        "branch_id",
                        branch,
                        "service_id",
                        "s",
                        "scheduled_day",
                        (int) day.toEpochDay(),
                        "status",
                        status));
    }

    Change score(long lsn, String visit, LocalDate day, double noShow) {
        return changes.plain(
                Topic.RISK_SCORES,
                row(
                        SCHEMAS.get(Topic.RISK_SCORES),
                        whole(
                                Map.of(
                                        "appointment_id",
                                        visit,
                                        "scheduled_day",
                                        (int) day.toEpochDay(),
                                        "probability",
                                        noShow,
                                        "source_version",
                                        lsn,
                                        "scored_at",
                                        1L))));
    }

    /** A record of a topic as it came from the broker. */
    Change said(com.bloompetos.events.insight.Finding finding) {
        return changes.plain(Topic.FINDINGS, finding);
    }

    /** A movement that names no item. */
    Change torn(long lsn) {
        var schema = rowSchema("inventory_movements", uuid("organization_id"), uuid("movement_id"));
        return changes.created(
                Topic.INVENTORY_MOVEMENTS,
                lsn,
                row(schema, Map.of("organization_id", "o", "movement_id", "torn")));
    }

    private Change created(Topic topic, long lsn, Map<String, ?> values) {
        return changes.created(topic, lsn, row(SCHEMAS.get(topic), whole(values)));
    }

    private static Map<String, Object> whole(Map<String, ?> values) {
        var whole = new HashMap<String, Object>(values);
        whole.put("organization_id", "o");
        return whole;
    }
}
