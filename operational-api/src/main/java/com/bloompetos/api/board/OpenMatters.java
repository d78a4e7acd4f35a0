package com.bloompetos.api.board;

import com.bloompetos.api.access.Caller;
import com.bloompetos.api.board.Board.Item;
import com.bloompetos.api.board.Board.OpenAlert;
import com.bloompetos.api.board.Board.Outlook;
import com.bloompetos.api.kpi.Warehouse;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * What waits to be seen to at all branches of somebody, as the live page says it of each of them.
 */
@Component
public class OpenMatters {
    private static final List<String> SEVERITIES = List.of("critical", "warning", "info");

    private final BranchNow branches;
    private final WarehouseOutlooks outlooks;

    OpenMatters(BranchNow branches, WarehouseOutlooks outlooks) {
        this.branches = branches;
        this.outlooks = outlooks;
    }

    /**
     * @param openAlerts how many nobody has seen to yet
     * @param alerts the most urgent first
     * @param stock what is to be ordered, branch by branch
     */
    public record Matters(int openAlerts, List<Urgent> alerts, List<ToOrder> stock) {
        public Matters {
            alerts = List.copyOf(alerts);
            stock = List.copyOf(stock);
        }
    }

    /** An open alert, at its branch. */
    public record Urgent(UUID branchId, String branch, String severity, String title) {}

    /**
     * An item to be ordered.
     *
     * @param quantity by its forecast, or as it is usually ordered where there is none
     * @param by the last day on which the order is in time; absent without a forecast
     */
    public record ToOrder(
            String branch,
            String label,
            String unit,
            int onHand,
            int quantity,
            @Nullable LocalDate by) {}

    /** Without the warehouse there are no forecasts; reorder points still say what runs low. */
    public Matters of(Caller caller) {
        var places = branches.places(caller);
        var forecasts = forecasts(places);
        int openAlerts = 0;
        var alerts = new ArrayList<At>();
        var stock = new ArrayList<ToOrder>();
        for (var place : places) {
            Map<UUID, Outlook> here = forecasts.getOrDefault(place.branchId(), Map.of());
            var open = branches.open(caller, place, here);
            openAlerts += open.openAlerts();
            open.alerts().forEach(alert -> alerts.add(new At(place, alert)));
            open.stock().stream()
                    .filter(OpenMatters::isToOrder)
                    .map(item -> toOrder(place, item))
                    .forEach(stock::add);
        }
        return new Matters(openAlerts, urgent(alerts), stock);
    }

    private record At(Place place, OpenAlert alert) {}

    private Map<UUID, Map<UUID, Outlook>> forecasts(List<Place> places) {
        try {
            return places.isEmpty()
                    ? Map.of()
                    : Warehouse.orNothingYet(() -> outlooks.stock(places), Map.of());
        } catch (DataAccessException away) {
            return Map.of();
        }
    }

    /** In the order of each branch's own list. */
    private static List<Urgent> urgent(List<At> alerts) {
        return alerts.stream()
                .filter(at -> at.alert().status().equals("opened"))
                .sorted(
                        Comparator.<At>comparingInt(at -> SEVERITIES.indexOf(at.alert().severity()))
                                .thenComparing(
                                        at -> at.alert().openedAt(), Comparator.reverseOrder()))
                .map(
                        at ->
                                new Urgent(
                                        at.place().branchId(),
                                        at.place().name(),
                                        at.alert().severity(),
                                        at.alert().title()))
                .toList();
    }

    private static boolean isToOrder(Item item) {
        var forecast = item.forecast();
        return forecast != null && forecast.isKnown()
                ? forecast.orderQuantity() > 0
                : item.onHand() <= item.reorderPoint();
    }

    private static ToOrder toOrder(Place place, Item item) {
        var forecast = item.forecast();
        return forecast != null && forecast.isKnown()
                ? toOrder(place, item, forecast.orderQuantity(), forecast.orderBy())
                : toOrder(place, item, item.reorderQuantity(), null);
    }

    private static ToOrder toOrder(Place place, Item item, int quantity, @Nullable LocalDate by) {
        return new ToOrder(place.name(), item.label(), item.unit(), item.onHand(), quantity, by);
    }
}
