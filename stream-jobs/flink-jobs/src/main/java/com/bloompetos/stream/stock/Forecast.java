package com.bloompetos.stream.stock;

import com.bloompetos.insight.forecast.StockForecast;
import com.bloompetos.insight.rule.StockOutlook;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A row of mart.stock_forecasts; days are counted from 1970, {@link Known#NEVER} for none.
 *
 * @param version newest log position behind it
 * @param madeAt when it was made, in milliseconds
 * @param isDeleted whether the item is kept there no longer
 */
public record Forecast(
        String organizationId,
        String branchId,
        String itemId,
        String sku,
        long asOf,
        int onHand,
        boolean isKnown,
        double dailyDemand,
        long stockoutOn,
        long deliveryOn,
        double probability,
        double demandUntilDelivery,
        int demandLow,
        int demandHigh,
        int orderQuantity,
        long orderBy,
        @Nullable String sisterBranchId,
        int sisterSpareUnits,
        int expiringUnits,
        long expiresOn,
        String modelVersion,
        long version,
        long madeAt,
        boolean isDeleted) {

    /** Rounded: what people would not see does not make a new row. */
    static Forecast of(String organizationId, String branchId, String itemId, StockOutlook item) {
        var forecast = item.forecast();
        var sister = item.sister();
        var expiring = forecast.expiring();
        return new Forecast(
                organizationId,
                branchId,
                itemId,
                item.sku(),
                item.today().toEpochDay(),
                forecast.onHand(),
                forecast.isKnown(),
                rounded(forecast.dailyMean(), 100),
                day(forecast.stockoutOn()),
                forecast.deliveryOn().toEpochDay(),
                rounded(forecast.probability(), 1000),
                rounded(forecast.expectedUntilDelivery(), 10),
                forecast.lowUntilDelivery(),
                forecast.highUntilDelivery(),
                forecast.orderQuantity(),
                day(forecast.orderBy()),
                sister == null ? null : sister.branchId(),
                sister == null ? 0 : sister.spareUnits(),
                (int)
                        Math.round(
                                expiring.stream()
                                        .mapToDouble(StockForecast.Expiring::unusedUnits)
                                        .sum()),
                expiring.isEmpty() ? Known.NEVER : expiring.get(0).expiresOn().toEpochDay(),
                StockForecast.MODEL_VERSION,
                0,
                0,
                false);
    }

    static Forecast gone(
            String organizationId, String branchId, String itemId, String sku, long day) {
        return new Forecast(
                organizationId,
                branchId,
                itemId,
                sku,
                day,
                0,
                false,
                0,
                Known.NEVER,
                day,
                0,
                0,
                0,
                0,
                0,
                Known.NEVER,
                null,
                0,
                0,
                Known.NEVER,
                StockForecast.MODEL_VERSION,
                0,
                0,
                true);
    }

    Forecast at(long newest, long millis) {
        return new Forecast(
                organizationId,
                branchId,
                itemId,
                sku,
                asOf,
                onHand,
                isKnown,
                dailyDemand,
                stockoutOn,
                deliveryOn,
                probability,
                demandUntilDelivery,
                demandLow,
                demandHigh,
                orderQuantity,
                orderBy,
                sisterBranchId,
                sisterSpareUnits,
                expiringUnits,
                expiresOn,
                modelVersion,
                newest,
                millis,
                isDeleted);
    }

    private static long day(@Nullable LocalDate day) {
        return day == null ? Known.NEVER : day.toEpochDay();
    }

    private static double rounded(double value, double parts) {
        return Math.round(value * parts) / parts;
    }
}
