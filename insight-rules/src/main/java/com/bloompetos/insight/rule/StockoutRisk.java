package com.bloompetos.insight.rule;

import com.bloompetos.insight.forecast.StockForecast;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An item will probably run out before its next delivery. While too little is known of its demand,
 * the branch's own reorder point decides.
 */
public final class StockoutRisk implements Rule<StockOutlook> {
    @Override
    public String name() {
        return "stockout_risk";
    }

    @Override
    public Class<StockOutlook> facts() {
        return StockOutlook.class;
    }

    @Override
    public Optional<Finding> evaluate(StockOutlook item) {
        var forecast = item.forecast();
        boolean holds =
                forecast.isKnown()
                        ? StockForecast.isWorthAnAlert(forecast.probability())
                        : forecast.onHand() <= item.reorderPoint();
        if (!holds) {
            return Optional.empty();
        }
        return Optional.of(
                new Finding(
                        name(),
                        forecast.onHand() == 0 ? Severity.CRITICAL : Severity.WARNING,
                        title(item),
                        evidence(item),
                        atStake(item),
                        item.sister() == null ? Action.ORDER_STOCK : Action.TRANSFER_STOCK));
    }

    /** Rounded, so that it changes when something changed for people. */
    private static String title(StockOutlook item) {
        var forecast = item.forecast();
        if (!forecast.isKnown()) {
            return "%s: %d left, reorder at %d"
                    .formatted(item.sku(), forecast.onHand(), item.reorderPoint());
        }
        var order =
                forecast.orderQuantity() == 0
                        ? ""
                        : ", order %d by %s"
                                .formatted(forecast.orderQuantity(), forecast.orderBy());
        return "%s: %d left, %s before the delivery of %s%s"
                .formatted(
                        item.sku(),
                        forecast.onHand(),
                        forecast.onHand() == 0
                                ? "none"
                                : "%d %% likely used up"
                                        .formatted(10 * Math.round(10 * forecast.probability())),
                        forecast.deliveryOn(),
                        order);
    }

    private static Map<String, String> evidence(StockOutlook item) {
        var forecast = item.forecast();
        var evidence = new LinkedHashMap<String, String>();
        evidence.put("sku", item.sku());
        evidence.put("on_hand", String.valueOf(forecast.onHand()));
        evidence.put("reorder_point", String.valueOf(item.reorderPoint()));
        if (!forecast.isKnown()) {
            return evidence;
        }
        evidence.put("probability", decimal(forecast.probability()));
        put(evidence, "stockout_on", forecast.stockoutOn());
        put(evidence, "delivery_on", forecast.deliveryOn());
        evidence.put("demand_until_delivery", decimal(forecast.expectedUntilDelivery()));
        evidence.put("demand_low", String.valueOf(forecast.lowUntilDelivery()));
        evidence.put("demand_high", String.valueOf(forecast.highUntilDelivery()));
        evidence.put("lost_units", decimal(forecast.lostUnits()));
        if (forecast.orderQuantity() > 0) {
            evidence.put("order_quantity", String.valueOf(forecast.orderQuantity()));
            put(evidence, "order_by", forecast.orderBy());
            evidence.put("service_level", String.valueOf(StockForecast.SERVICE_LEVEL));
        }
        var sister = item.sister();
        if (sister != null) {
            evidence.put("sister_branch_id", sister.branchId());
            evidence.put("sister_spare_units", String.valueOf(sister.spareUnits()));
            put(evidence, "sister_expires_on", sister.expiresOn());
        }
        evidence.put("model_version", StockForecast.MODEL_VERSION);
        return evidence;
    }

    private static @Nullable Long atStake(StockOutlook item) {
        var price = item.priceCents();
        return price == null || !item.forecast().isKnown()
                ? null
                : Long.valueOf(Math.round(price * item.forecast().lostUnits()));
    }

    private static void put(Map<String, String> evidence, String name, @Nullable LocalDate day) {
        if (day != null) {
            evidence.put(name, day.toString());
        }
    }

    private static String decimal(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
