package com.bloompetos.api.inventory;

import com.bloompetos.api.access.Caller;
import com.bloompetos.api.access.TenantTransaction;
import com.bloompetos.api.branch.Branches;
import com.bloompetos.api.kpi.Warehouse;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Reads what the stream forecast of a branch's shelf. */
@Service
class StockForecasts {
    private final TenantTransaction tenant;
    private final Branches branches;
    private final Warehouse warehouse;

    StockForecasts(TenantTransaction tenant, Branches branches, Warehouse warehouse) {
        this.tenant = tenant;
        this.branches = branches;
        this.warehouse = warehouse;
    }

    /** The riskiest first. */
    List<StockForecast> of(Caller caller, UUID branchId) {
        tenant.read(
                caller,
                () -> {
                    branches.mustBeSeen(branchId);
                    return branchId;
                });
        // Not within the transaction: PostgreSQL's connection need not wait for the warehouse.
        return warehouse
                .sql(
                        """
                        select item_id, branch_id, sku, as_of, on_hand, is_known, daily_demand, stockout_on, delivery_on,
                               probability, demand_until_delivery, demand_low, demand_high, order_quantity, order_by,
                               sister_branch_id, sister_spare_units, expiring_units, expires_on, model_version,
                               toUnixTimestamp64Milli(made_at) as made_millis
                        from mart.stock_forecasts final
                        where organization_id = toUUID('%s') and branch_id = toUUID('%s') and is_deleted = 0
                        order by probability desc, stockout_on nulls last, sku
                        """
                                .formatted(caller.organizationId(), branchId))
                .query((row, number) -> forecast(row))
                .list();
    }

    private static StockForecast forecast(ResultSet row) throws SQLException {
        var sister = row.getString("sister_branch_id");
        return new StockForecast(
                UUID.fromString(row.getString("item_id")),
                UUID.fromString(row.getString("branch_id")),
                row.getString("sku"),
                LocalDate.parse(row.getString("as_of")),
                row.getInt("on_hand"),
                row.getBoolean("is_known"),
                row.getDouble("daily_demand"),
                day(row.getString("stockout_on")),
                LocalDate.parse(row.getString("delivery_on")),
                row.getDouble("probability"),
                row.getDouble("demand_until_delivery"),
                row.getInt("demand_low"),
                row.getInt("demand_high"),
                row.getInt("order_quantity"),
                day(row.getString("order_by")),
                sister == null ? null : UUID.fromString(sister),
                row.getInt("sister_spare_units"),
                row.getInt("expiring_units"),
                day(row.getString("expires_on")),
                row.getString("model_version"),
                Instant.ofEpochMilli(row.getLong("made_millis")));
    }

    private static @Nullable LocalDate day(@Nullable String text) {
        return text == null ? null : LocalDate.parse(text);
    }
}
