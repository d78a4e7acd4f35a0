package com.bloompetos.insight.rule;

import java.util.Map;
import java.util.Optional;

/** Stock at or below the reorder point: someone must order before the shelf is empty. */
public final class LowStock implements Rule<StockLevel> {
    @Override
    public String name() {
        return "low_stock";
    }

    @Override
    public Class<StockLevel> facts() {
        return StockLevel.class;
    }

    @Override
    public Optional<Finding> evaluate(StockLevel stock) {
        if (stock.onHand() > stock.reorderPoint()) {
            return Optional.empty();
        }
        var severity = stock.onHand() == 0 ? Severity.CRITICAL : Severity.WARNING;
        return Optional.of(
                new Finding(
                        name(),
                        severity,
                        "%s: %d left, reorder at %d"
                                .formatted(stock.sku(), stock.onHand(), stock.reorderPoint()),
                        Map.of(
                                "sku", stock.sku(),
                                "on_hand", String.valueOf(stock.onHand()),
                                "reorder_point", String.valueOf(stock.reorderPoint()),
                                "reorder_quantity", String.valueOf(stock.reorderQuantity())),
                        null,
                        Action.ORDER_STOCK));
    }
}
