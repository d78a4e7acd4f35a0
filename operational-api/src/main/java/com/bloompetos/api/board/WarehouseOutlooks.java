package com.bloompetos.api.board;

import com.bloompetos.api.board.Board.Outlook;
import com.bloompetos.api.board.Board.Risk;
import com.bloompetos.api.kpi.Warehouse;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What the streams expect of all branches that somebody watches: one query for each kind. */
@Component
class WarehouseOutlooks {
    private static final int MOST_RISKS = 500; // Of a branch's day.

    private final Warehouse warehouse;

    WarehouseOutlooks(Warehouse warehouse) {
        this.warehouse = warehouse;
    }

    /** By branch and appointment. */
    Map<UUID, Map<UUID, Risk>> risks(Collection<Place> places, Instant now) {
        var days =
                places.stream()
                        .map(place -> "toDate('%s')".formatted(place.shown(now)))
                        .distinct()
                        .collect(Collectors.joining(", "));
        var risks = new HashMap<UUID, Map<UUID, Risk>>();
        warehouse
                .sql(
                        """
                        select branch_id, appointment_id, probability, arrayStringConcat(reasons, '\\n') as reasons,
                               arrayStringConcat(lowered_by, '\\n') as lowered_by, model_version
                        from mart.risk_scores
                        where organization_id in (%s) and branch_id in (%s) and scheduled_day in (%s)
                        order by probability desc
                        limit %d by branch_id
                        """
                                .formatted(
                                        WarehouseNumbers.organizations(places),
                                        WarehouseNumbers.branches(places),
                                        days,
                                        MOST_RISKS))
                .query(
                        row -> {
                            risks.computeIfAbsent(branch(row), first -> new HashMap<>())
                                    .put(
                                            UUID.fromString(row.getString("appointment_id")),
                                            new Risk(
                                                    row.getDouble("probability"),
                                                    row.getString("reasons").lines().toList(),
                                                    row.getString("lowered_by").lines().toList(),
                                                    row.getString("model_version")));
                        });
        return risks;
    }

    /** By branch and item. */
    Map<UUID, Map<UUID, Outlook>> stock(Collection<Place> places) {
        var shelves = new HashMap<UUID, Map<UUID, Outlook>>();
        warehouse
                .sql(
                        """
                        select branch_id, item_id, is_known, probability, stockout_on, delivery_on, order_quantity, order_by,
                               sister_branch_id, sister_spare_units, expiring_units, expires_on, model_version,
                               toUnixTimestamp64Milli(made_at) as made_millis
                        from mart.stock_forecasts final
                        where organization_id in (%s) and branch_id in (%s) and is_deleted = 0
                        """
                                .formatted(
                                        WarehouseNumbers.organizations(places),
                                        WarehouseNumbers.branches(places)))
                .query(
                        row -> {
                            shelves.computeIfAbsent(branch(row), first -> new HashMap<>())
                                    .put(UUID.fromString(row.getString("item_id")), outlook(row));
                        });
        return shelves;
    }

    private static Outlook outlook(ResultSet row) throws SQLException {
        var sister = row.getString("sister_branch_id");
        return new Outlook(
                row.getBoolean("is_known"),
                row.getDouble("probability"),
                day(row.getString("stockout_on")),
                LocalDate.parse(row.getString("delivery_on")),
                row.getInt("order_quantity"),
                day(row.getString("order_by")),
                sister == null ? null : UUID.fromString(sister),
                row.getInt("sister_spare_units"),
                row.getInt("expiring_units"),
                day(row.getString("expires_on")),
                row.getString("model_version"),
                Instant.ofEpochMilli(row.getLong("made_millis")));
    }

    private static UUID branch(ResultSet row) throws SQLException {
        return UUID.fromString(row.getString("branch_id"));
    }

    private static @Nullable LocalDate day(@Nullable String text) {
        return text == null ? null : LocalDate.parse(text);
    }
}
