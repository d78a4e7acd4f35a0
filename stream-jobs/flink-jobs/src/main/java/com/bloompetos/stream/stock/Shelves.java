package com.bloompetos.stream.stock;

import com.bloompetos.insight.forecast.ItemStock;
import com.bloompetos.insight.forecast.StockForecast;
import com.bloompetos.insight.rule.StockOutlook;
import com.bloompetos.stream.stock.Known.Branch;
import com.bloompetos.stream.stock.Known.Days;
import com.bloompetos.stream.stock.Known.Item;
import com.bloompetos.stream.stock.Known.Supply;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.flink.api.common.state.MapState;
import org.jspecify.annotations.Nullable;

/** One organization's shelves at one moment, put together from what is known. */
final class Shelves {
    /** When neither orders nor deliveries tell. */
    private static final int USUAL_LEAD_DAYS = 7;

    private static final int DAYS_OF_SHARE = 100;

    private final Instant now;
    private final Map<String, BranchDemand> demands;
    private final Map<String, Branch> branches;
    private final Map<String, Days> days;
    private final Map<String, Map<String, Item>> itemsByBranch = new HashMap<>();
    private final Map<String, List<String>> itemsBySku = new HashMap<>();
    private final Map<String, List<ItemStock.Lot>> lots = new HashMap<>();
    private final Map<String, List<ItemStock.Inbound>> inbound = new HashMap<>();
    private final Map<String, Integer> leadDays = new HashMap<>();
    private final Map<String, List<Supply>> supplies = new HashMap<>();
    private final Map<String, double[]> visits = new HashMap<>();
    private final Map<String, StockForecast> forecasts = new HashMap<>();

    final Map<String, Item> items;

    /**
     * @param demands what is learned of each branch already; it is added to
     */
    Shelves(StockState state, Map<String, BranchDemand> demands, Instant now) throws Exception {
        this.now = now;
        this.demands = demands;
        branches = all(state.branches);
        days = all(state.days);
        items = new TreeMap<>(all(state.items));
        items.values().removeIf(item -> !item.isKept() || !branches.containsKey(item.branchId()));
        items.forEach(
                (id, item) -> {
                    itemsByBranch
                            .computeIfAbsent(item.branchId(), branch -> new TreeMap<>())
                            .put(id, item);
                    itemsBySku.computeIfAbsent(group(item), sku -> new ArrayList<>()).add(id);
                });
        for (var lot : state.lots.values()) {
            if (lot.onHand() > 0 && lot.expiresOn() != Known.NEVER) {
                lots.computeIfAbsent(lot.itemId(), item -> new ArrayList<>())
                        .add(
                                new ItemStock.Lot(
                                        LocalDate.ofEpochDay(lot.expiresOn()), lot.onHand()));
            }
        }
        for (var supply : state.supplies.values()) {
            supplies.computeIfAbsent(supply.sku(), sku -> new ArrayList<>()).add(supply);
        }
        lookAtOrders(state);
        lookAtVisits(state);
    }

    private void lookAtOrders(StockState state) throws Exception {
        var took = new HashMap<String, List<Integer>>();
        for (var entry : state.orders.entries()) {
            var order = entry.getValue();
            var received = state.received.get(entry.getKey());
            long came = received == null ? order.expectedDay() : received;
            if (came != Known.NEVER && order.orderedDay() != Known.NEVER) {
                took.computeIfAbsent(order.branchId(), branch -> new ArrayList<>())
                        .add((int) Math.max(1, came - order.orderedDay()));
            }
        }
        took.forEach(
                (branch, lengths) -> {
                    Collections.sort(lengths);
                    leadDays.put(branch, lengths.get(lengths.size() / 2));
                });
        for (var line : state.lines.values()) {
            var order = state.orders.get(line.orderId());
            if (line.missing() > 0 && order != null && order.overSince() == Known.NEVER) {
                long day =
                        order.expectedDay() == Known.NEVER
                                ? order.orderedDay() + leadDays(order.branchId())
                                : order.expectedDay();
                inbound.computeIfAbsent(line.itemId(), item -> new ArrayList<>())
                        .add(new ItemStock.Inbound(LocalDate.ofEpochDay(day), line.missing()));
            }
        }
    }

    /** A visit that was never scored is taken as one that takes place. */
    private void lookAtVisits(StockState state) throws Exception {
        for (var entry : state.visits.entries()) {
            var visit = entry.getValue();
            if (!visit.isScheduled() || !branches.containsKey(visit.branchId())) {
                continue;
            }
            long ahead = visit.day() - today(visit.branchId()).toEpochDay();
            if (ahead >= 0 && ahead < StockForecast.HORIZON_DAYS) {
                var show = state.shows.get(entry.getKey());
                visits.computeIfAbsent(
                                        visit.branchId() + '/' + visit.serviceId(),
                                        place -> new double[StockForecast.HORIZON_DAYS])[
                                (int) ahead] +=
                        show == null ? 1 : show.probability();
            }
        }
    }

    LocalDate today(String branchId) {
        return LocalDate.ofInstant(now, ZoneId.of(branch(branchId).zone()));
    }

    /** When the next local day of any branch begins. */
    List<Instant> midnights() {
        return branches.keySet().stream()
                .map(
                        id ->
                                today(id)
                                        .plusDays(1)
                                        .atStartOfDay(ZoneId.of(branch(id).zone()))
                                        .toInstant())
                .distinct()
                .toList();
    }

    /** Whether a new day has begun since its demand was learned, or it never was. */
    boolean isNewDay(String branchId) {
        var known = demands.get(branchId);
        return known == null || !known.today.equals(today(branchId));
    }

    /** What belongs together: rivals neither see nor supply each other. */
    String group(Item item) {
        return branch(item.branchId()).franchiseId() + '/' + item.sku();
    }

    List<String> skusOf(String serviceId) {
        return supplies.values().stream()
                .flatMap(List::stream)
                .filter(supply -> supply.serviceId().equals(serviceId))
                .map(Supply::sku)
                .toList();
    }

    StockOutlook outlook(String itemId) {
        var item = item(itemId);
        return new StockOutlook(
                today(item.branchId()),
                item.sku(),
                item.reorderPoint(),
                item.costCents(),
                item.priceCents() < 0 ? null : Long.valueOf(item.priceCents()),
                forecast(itemId),
                sister(itemId));
    }

    /** Who can spare most, when this branch is short. */
    private StockOutlook.@Nullable Sister sister(String itemId) {
        var item = item(itemId);
        var own = forecast(itemId);
        boolean isShort =
                own.isKnown()
                        ? StockForecast.isWorthAnAlert(own.probability())
                        : own.onHand() <= item.reorderPoint();
        StockOutlook.Sister best = null;
        for (var other :
                isShort ? itemsBySku.getOrDefault(group(item), List.of()) : List.<String>of()) {
            var spare = other.equals(itemId) ? 0 : forecast(other).spareUnits();
            if (spare > (best == null ? 0 : best.spareUnits())) {
                var today = today(item(other).branchId());
                var expires =
                        forecast(other).expiring().stream()
                                .map(StockForecast.Expiring::expiresOn)
                                .filter(day -> !day.isBefore(today))
                                .findFirst();
                best = new StockOutlook.Sister(item(other).branchId(), spare, expires.orElse(null));
            }
        }
        return best;
    }

    private StockForecast forecast(String itemId) {
        var known = forecasts.get(itemId);
        if (known == null) {
            var item = item(itemId);
            var demand = demand(item.branchId(), itemId);
            known =
                    StockForecast.of(
                            demand.today,
                            stock(itemId, item),
                            demand.demand(itemId),
                            demand.calendar());
            forecasts.put(itemId, known);
        }
        return known;
    }

    private BranchDemand demand(String branchId, String itemId) {
        var demand = demands.get(branchId);
        if (demand == null || isNewDay(branchId) || !demand.knows(itemId)) {
            demand =
                    BranchDemand.of(
                            today(branchId), itemsByBranch.getOrDefault(branchId, Map.of()), days);
            demands.put(branchId, demand);
        }
        return demand;
    }

    private ItemStock stock(String itemId, Item item) {
        long today = today(item.branchId()).toEpochDay();
        var past = days.get(itemId);
        int usedToday = 0;
        double sold = 0;
        double all = 0;
        for (int i = 0; past != null && i < past.net().length; i++) {
            long day = past.first() + i;
            int asked = past.sold()[i] + past.used()[i];
            usedToday += day == today ? asked : 0;
            sold += day >= today - DAYS_OF_SHARE ? past.sold()[i] : 0;
            all += day >= today - DAYS_OF_SHARE ? asked : 0;
        }
        return new ItemStock(
                item.onHand(),
                lots.getOrDefault(itemId, List.of()),
                inbound.getOrDefault(itemId, List.of()),
                leadDays(item.branchId()),
                Math.max(0, usedToday),
                booked(item),
                all <= 0 ? 0 : Math.max(0, Math.min(1, sold / all)),
                item.reorderQuantity());
    }

    private List<Double> booked(Item item) {
        var booked = new Double[StockForecast.HORIZON_DAYS];
        java.util.Arrays.fill(booked, 0.0);
        for (var supply : supplies.getOrDefault(item.sku(), List.of())) {
            var expected = visits.get(item.branchId() + '/' + supply.serviceId());
            for (int i = 0; expected != null && i < booked.length; i++) {
                booked[i] += supply.quantity() * expected[i];
            }
        }
        return List.of(booked);
    }

    private int leadDays(String branchId) {
        return leadDays.getOrDefault(branchId, USUAL_LEAD_DAYS);
    }

    private Item item(String id) {
        return Objects.requireNonNull(items.get(id), id);
    }

    private Branch branch(String id) {
        return Objects.requireNonNull(branches.get(id), id);
    }

    private static <T> Map<String, T> all(MapState<String, T> state) throws Exception {
        var all = new HashMap<String, T>();
        for (var entry : state.entries()) {
            all.put(entry.getKey(), entry.getValue());
        }
        return all;
    }
}
