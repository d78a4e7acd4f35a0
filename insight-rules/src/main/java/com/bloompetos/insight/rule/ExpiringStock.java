package com.bloompetos.insight.rule;

import com.bloompetos.insight.forecast.StockForecast.Expiring;
import java.util.Map;
import java.util.Optional;

/** Lots that expire before the demand has used them, or have expired on the shelf. */
public final class ExpiringStock implements Rule<StockOutlook> {
    /** There is still time to sell it elsewhere. */
    private static final int SOON_DAYS = 14;

    @Override
    public String name() {
        return "expiring_stock";
    }

    @Override
    public Class<StockOutlook> facts() {
        return StockOutlook.class;
    }

    @Override
    public Optional<Finding> evaluate(StockOutlook item) {
        // Without a known demand only what has expired already is certain.
        var lots =
                item.forecast().expiring().stream()
                        .filter(
                                lot ->
                                        item.forecast().isKnown()
                                                || lot.expiresOn().isBefore(item.today()))
                        .toList();
        if (lots.isEmpty()) {
            return Optional.empty();
        }
        long units = Math.round(lots.stream().mapToDouble(Expiring::unusedUnits).sum());
        var first = lots.get(0).expiresOn();
        boolean isOver = first.isBefore(item.today());
        return Optional.of(
                new Finding(
                        name(),
                        first.isAfter(item.today().plusDays(SOON_DAYS))
                                ? Severity.INFO
                                : Severity.WARNING,
                        isOver
                                ? "%s: %d units or more have expired on the shelf"
                                        .formatted(
                                                item.sku(), Math.round(lots.get(0).unusedUnits()))
                                : "%s: about %d units expire from %s on before they are used"
                                        .formatted(item.sku(), units, first),
                        Map.of(
                                "sku", item.sku(),
                                "on_hand", String.valueOf(item.forecast().onHand()),
                                "unused_units", String.valueOf(units),
                                "lots", String.valueOf(lots.size()),
                                "expires_on", first.toString()),
                        item.costCents() == 0 ? null : Long.valueOf(units * item.costCents()),
                        Action.USE_FIRST));
    }
}
