package com.bloompetos.insight.rule;

import com.bloompetos.insight.forecast.StockForecast;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What lies ahead of one item at one branch.
 *
 * @param priceCents what a unit sells for; null when it is not sold by itself
 * @param sister a branch that can spare some; null when none can
 */
public record StockOutlook(
        LocalDate today,
        String sku,
        int reorderPoint,
        long costCents,
        @Nullable Long priceCents,
        StockForecast forecast,
        @Nullable Sister sister) {
    /**
     * Another branch of the same franchise.
     *
     * @param expiresOn when what it can spare expires; null when it does not
     */
    public record Sister(String branchId, int spareUnits, @Nullable LocalDate expiresOn) {}
}
