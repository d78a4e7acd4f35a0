package com.bloompetos.stream.stock;

import com.bloompetos.stream.change.Change;
import com.bloompetos.stream.change.Row;
import com.bloompetos.stream.change.RowState;
import com.bloompetos.stream.fact.Told;
import com.bloompetos.stream.stock.Known.Branch;
import com.bloompetos.stream.stock.Known.Days;
import com.bloompetos.stream.stock.Known.Item;
import com.bloompetos.stream.stock.Known.Line;
import com.bloompetos.stream.stock.Known.Lot;
import com.bloompetos.stream.stock.Known.Movement;
import com.bloompetos.stream.stock.Known.Order;
import com.bloompetos.stream.stock.Known.Show;
import com.bloompetos.stream.stock.Known.Supply;
import com.bloompetos.stream.stock.Known.Visit;
import java.time.LocalDate;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.jspecify.annotations.Nullable;

/**
 * One organization's stock as its rows say it. An item has some 500 bytes and twelve for each of
 * its last 400 days; movements stay 35 days, appointments until their day is over, lots and orders
 * 35 days longer than they matter.
 */
final class StockState {
    private static final int HISTORY_DAYS = 400;

    final MapState<String, Branch> branches;
    final MapState<String, Item> items;
    final MapState<String, Lot> lots;
    final MapState<String, Order> orders;
    final MapState<String, Line> lines;
    final MapState<String, Long> received;
    final MapState<String, Supply> supplies;
    final MapState<String, Visit> visits;
    final MapState<String, Show> shows;
    final MapState<String, Movement> movements;
    final MapState<String, Days> days;

    /** By rule and item. */
    final MapState<String, Told> told;

    /** The newest forecast of an item, without its version. */
    final MapState<String, String> forecasts;

    private final RowState rows;

    StockState(RuntimeContext context) {
        rows = new RowState(context);
        branches = rows.map("branches", Branch.class);
        items = rows.map("items", Item.class);
        lots = rows.map("lots", Lot.class);
        orders = rows.map("orders", Order.class);
        lines = rows.map("lines", Line.class);
        received = rows.map("received", Long.class);
        supplies = rows.map("supplies", Supply.class);
        visits = rows.map("visits", Visit.class);
        shows = rows.map("shows", Show.class);
        movements = rows.map("movements", Movement.class);
        days = rows.map("days", Days.class);
        told = rows.map("told", Told.class);
        forecasts = rows.map("forecasts", String.class);
    }

    /** The newest log position in it. */
    long version() throws Exception {
        return rows.version();
    }

    /**
     * Takes a change in.
     *
     * @return what it touches; null when it says nothing new
     */
    @Nullable Touched accept(Change change, long today) throws Exception {
        var row = change.row();
        var touched =
                switch (change.table()) {
                    case "branches" -> branch(change, row);
                    case "inventory_items" -> item(change, row, today);
                    case "lots" -> lot(change, row, today);
                    case "purchase_orders" -> order(change, row, today);
                    case "purchase_order_lines" -> line(change, row, today);
                    case "service_supplies" -> supply(change, row);
                    case "appointments" -> visit(change, row, today);
                    case "risk_scores" -> show(change, row, today);
                    case "inventory_movements" -> movement(change, row, today);
                    case "findings" -> told(row);
                    default ->
                            throw new IllegalStateException(
                                    "stock does not read " + change.table());
                };
        if (touched != null) {
            rows.took(change);
        }
        return touched;
    }

    private @Nullable Touched branch(Change change, Row row) throws Exception {
        var id = row.text("branch_id");
        var before = branches.get(id);
        if (before != null && change.version() <= before.version()) {
            return null;
        }
        branches.put(
                id, new Branch(change.version(), row.text("franchise_id"), row.text("time_zone")));
        return Touched.EVERYTHING;
    }

    private @Nullable Touched item(Change change, Row row, long today) throws Exception {
        var id = row.text("item_id");
        var before = items.get(id);
        if (before != null && change.version() <= before.version()) {
            return null;
        }
        var price = row.numberOrNull("price_cents");
        items.put(
                id,
                new Item(
                        change.version(),
                        row.text("branch_id"),
                        row.text("sku"),
                        (int) row.number("on_hand"),
                        (int) row.number("reorder_point"),
                        (int) row.number("reorder_quantity"),
                        row.has("cost_cents") ? row.number("cost_cents") : 0,
                        price == null ? -1 : price,
                        change.isDelete() ? today : Known.NEVER));
        return Touched.item(id);
    }

    private @Nullable Touched lot(Change change, Row row, long today) throws Exception {
        var id = row.text("lot_id");
        var before = lots.get(id);
        if (before != null && change.version() <= before.version()) {
            return null;
        }
        int onHand = change.isDelete() ? 0 : (int) row.number("on_hand");
        lots.put(
                id,
                new Lot(
                        change.version(),
                        row.text("item_id"),
                        onHand,
                        day(row, "expires_on"),
                        onHand > 0 ? Known.NEVER : today));
        return Touched.item(row.text("item_id"));
    }

    private @Nullable Touched order(Change change, Row row, long today) throws Exception {
        var id = row.text("order_id");
        var before = orders.get(id);
        if (before != null && change.version() <= before.version()) {
            return null;
        }
        boolean isOpen =
                !change.isDelete() && row.text("status").matches("ordered|partly_received");
        orders.put(
                id,
                new Order(
                        change.version(),
                        row.text("branch_id"),
                        day(row, "ordered_day"),
                        day(row, "expected_on"),
                        isOpen ? Known.NEVER : today));
        return Touched.branch(row.text("branch_id"));
    }

    private @Nullable Touched line(Change change, Row row, long today) throws Exception {
        var id = row.text("line_id");
        var before = lines.get(id);
        if (before != null && change.version() <= before.version()) {
            return null;
        }
        long missing = change.isDelete() ? 0 : row.number("quantity") - row.number("received");
        lines.put(
                id,
                new Line(
                        change.version(),
                        row.text("order_id"),
                        row.text("item_id"),
                        (int) Math.max(0, missing),
                        missing > 0 ? Known.NEVER : today));
        return Touched.item(row.text("item_id"));
    }

    private @Nullable Touched supply(Change change, Row row) throws Exception {
        var id = row.text("supply_id");
        var before = supplies.get(id);
        if (before != null && change.version() <= before.version()) {
            return null;
        }
        supplies.put(
                id,
                new Supply(
                        change.version(),
                        row.text("service_id"),
                        row.text("item_sku"),
                        change.isDelete() ? 0 : (int) row.number("quantity")));
        return Touched.EVERYTHING;
    }

    private @Nullable Touched visit(Change change, Row row, long today) throws Exception {
        var id = row.text("appointment_id");
        var before = visits.get(id);
        long day = day(row, "scheduled_day");
        if (before != null ? change.version() <= before.version() : day < today - 1) {
            return null;
        }
        visits.put(
                id,
                new Visit(
                        change.version(),
                        row.text("branch_id"),
                        row.text("service_id"),
                        day,
                        !change.isDelete() && row.text("status").equals("scheduled")));
        return Touched.service(row.text("branch_id"), row.text("service_id"));
    }

    private @Nullable Touched show(Change change, Row row, long today) throws Exception {
        var id = row.text("appointment_id");
        var before = shows.get(id);
        long scoredAt = row.number("scored_at");
        long day = day(row, "scheduled_day");
        boolean isOlder =
                before != null
                        && (change.version() < before.version()
                                || change.version() == before.version()
                                        && scoredAt <= before.scoredAt());
        if (isOlder || day < today - 1) {
            return null;
        }
        var probability = 1 - row.real("probability");
        shows.put(id, new Show(change.version(), scoredAt, day, probability));
        var visit = visits.get(id);
        return visit == null ? null : Touched.service(visit.branchId(), visit.serviceId());
    }

    private @Nullable Touched movement(Change change, Row row, long today) throws Exception {
        var id = row.text("movement_id");
        var before = movements.get(id);
        long day = day(row, "moved_day");
        if (before != null ? change.version() <= before.version() : day < today - HISTORY_DAYS) {
            return null;
        }
        var now = change.isDelete() ? nothing(change, row) : movement(change.version(), row);
        if (before != null) {
            add(before, -1);
        }
        add(now, 1);
        movements.put(id, now);
        if (!now.orderId().isEmpty()) {
            received.put(now.orderId(), day);
        }
        return Touched.past(now.itemId(), before == null ? day : Math.min(day, before.day()));
    }

    private static Movement nothing(Change change, Row row) {
        return new Movement(
                change.version(), row.text("item_id"), day(row, "moved_day"), 0, 0, 0, "");
    }

    private static Movement movement(long version, Row row) {
        int quantity = (int) row.number("quantity");
        var kind = row.text("kind");
        int asked = kind.equals("use") || kind.equals("sale") ? -quantity : 0;
        boolean isOfVisit = row.has("appointment_id");
        var order = kind.equals("receipt") ? row.textOrNull("order_id") : null;
        return new Movement(
                version,
                row.text("item_id"),
                day(row, "moved_day"),
                isOfVisit ? 0 : asked,
                isOfVisit ? asked : 0,
                quantity,
                order == null ? "" : order);
    }

    private void add(Movement movement, int sign) throws Exception {
        var old = days.get(movement.itemId());
        long first = old == null ? movement.day() : Math.min(old.first(), movement.day());
        long last =
                old == null
                        ? movement.day()
                        : Math.max(old.first() + old.net().length - 1, movement.day());
        first = Math.max(first, last - HISTORY_DAYS + 1);
        int length = (int) (last - first + 1);
        var anew = new Days(first, new int[length], new int[length], new int[length]);
        if (old != null) {
            int from = (int) Math.max(0, first - old.first());
            int to = (int) Math.max(0, old.first() - first);
            int count = old.net().length - from;
            System.arraycopy(old.sold(), from, anew.sold(), to, count);
            System.arraycopy(old.used(), from, anew.used(), to, count);
            System.arraycopy(old.net(), from, anew.net(), to, count);
        }
        int at = (int) (movement.day() - first);
        if (at >= 0) {
            anew.sold()[at] += sign * movement.sold();
            anew.used()[at] += sign * movement.used();
            anew.net()[at] += sign * movement.net();
        }
        days.put(movement.itemId(), anew);
    }

    private @Nullable Touched told(Row row) throws Exception {
        var rule = row.text("rule");
        var item = row.text("subject_id");
        if (!StockFinding.isOurs(rule)) {
            return null;
        }
        var key = StockFinding.key(rule, item);
        var heard = Told.heard(told.get(key), row);
        if (heard == null) {
            return null;
        }
        told.put(key, heard);
        return Touched.item(item);
    }

    /** Forgets what is long over; once a day. */
    void forget(long today) throws Exception {
        long over = today - Known.KEPT_DAYS;
        RowState.remove(movements, movement -> movement.day() < over);
        RowState.remove(visits, visit -> visit.day() < today - 1);
        RowState.remove(shows, show -> show.day() < today - 1);
        RowState.remove(lots, lot -> lot.overSince() < over);
        RowState.remove(lines, line -> line.overSince() < over);
        RowState.remove(orders, order -> order.overSince() < over);
        RowState.remove(received, day -> day < over);
        for (var item : RowState.entries(items)) {
            if (item.getValue().overSince() < over) {
                var id = item.getKey();
                items.remove(id);
                days.remove(id);
                forecasts.remove(id);
                for (var rule : StockFinding.RULES) {
                    told.remove(StockFinding.key(rule.name(), id));
                }
            }
        }
    }

    private static long day(Row row, String column) {
        LocalDate day = row.dayOrNull(column);
        return day == null ? Known.NEVER : day.toEpochDay();
    }
}
