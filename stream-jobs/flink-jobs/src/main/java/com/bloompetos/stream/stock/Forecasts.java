package com.bloompetos.stream.stock;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.bloompetos.events.Topic;
import com.bloompetos.stream.change.DeadLetter;
import com.bloompetos.stream.change.DeadLetters;
import com.bloompetos.stream.warehouse.ClickHouse;
import com.bloompetos.stream.warehouse.ClickHouseSink;
import com.bloompetos.stream.warehouse.RowBinary;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.apache.flink.api.connector.sink2.Sink;

/** Where forecasts are read from: the newest of each item. */
public final class Forecasts {
    /** Nobody watches a shelf by the second. */
    private static final Duration FLUSH_EVERY = Duration.ofSeconds(1);

    private static final List<String> COLUMNS =
            List.of(
                    "organization_id",
                    "branch_id",
                    "item_id",
                    "sku",
                    "as_of",
                    "on_hand",
                    "is_known",
                    "daily_demand",
                    "stockout_on",
                    "delivery_on",
                    "probability",
                    "demand_until_delivery",
                    "demand_low",
                    "demand_high",
                    "order_quantity",
                    "order_by",
                    "sister_branch_id",
                    "sister_spare_units",
                    "expiring_units",
                    "expires_on",
                    "model_version",
                    "made_at",
                    "version",
                    "is_deleted");

    private Forecasts() {}

    public static Sink<Forecast> sink(ClickHouse warehouse, DeadLetters.Opener deadLetters) {
        return new ClickHouseSink<>(
                warehouse,
                "mart.stock_forecasts",
                COLUMNS,
                Forecasts::write,
                FLUSH_EVERY,
                deadLetters,
                Forecasts::refused);
    }

    private static void write(Forecast row, RowBinary out) {
        out.uuid(row.organizationId());
        out.uuid(row.branchId());
        out.uuid(row.itemId());
        out.text(row.sku());
        out.date(LocalDate.ofEpochDay(row.asOf()));
        out.int32(row.onHand());
        out.bool(row.isKnown());
        out.float64(row.dailyDemand());
        date(row.stockoutOn(), out);
        out.date(LocalDate.ofEpochDay(row.deliveryOn()));
        out.float64(row.probability());
        out.float64(row.demandUntilDelivery());
        out.int32(row.demandLow());
        out.int32(row.demandHigh());
        out.int32(row.orderQuantity());
        date(row.orderBy(), out);
        var sister = row.sisterBranchId();
        out.nullMark(sister == null);
        if (sister != null) {
            out.uuid(sister);
        }
        out.int32(row.sisterSpareUnits());
        out.int32(row.expiringUnits());
        date(row.expiresOn(), out);
        out.text(row.modelVersion());
        out.micros(1_000 * row.madeAt());
        out.uint64(row.version());
        out.bool(row.isDeleted());
    }

    private static void date(long day, RowBinary out) {
        out.nullMark(day == Known.NEVER);
        if (day != Known.NEVER) {
            out.date(LocalDate.ofEpochDay(day));
        }
    }

    /** It has no record of its own to set aside; its key says which item to look at. */
    private static DeadLetter refused(Forecast row, String reason) {
        var key = row.organizationId() + '/' + row.itemId();
        return new DeadLetter(
                Topic.INVENTORY_ITEMS.name(),
                0,
                -1,
                key.getBytes(UTF_8),
                null,
                "its forecast: " + reason);
    }
}
