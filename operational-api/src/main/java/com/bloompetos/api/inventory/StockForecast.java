package com.bloompetos.api.inventory;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How long one item lasts at one branch, and what to do about it.
 *
 * @param asOf branch-local day from which on it tells
 * @param isKnown false while the item has too little past: numbers are guesses then
 * @param stockoutOn null when it lasts sixty days or longer
 * @param deliveryOn when the next delivery comes, or would if it were ordered today
 * @param probability that nothing is left before that delivery
 * @param orderQuantity 0 for nothing to order yet
 * @param sisterBranchId a branch of the same franchise that can spare some; null when none can
 * @param expiringUnits that nobody will have used when they expire
 */
record StockForecast(
        UUID itemId,
        UUID branchId,
        String sku,
        LocalDate asOf,
        int onHand,
        boolean isKnown,
        double dailyDemand,
        @Nullable LocalDate stockoutOn,
        LocalDate deliveryOn,
        double probability,
        double demandUntilDelivery,
        int demandLow,
        int demandHigh,
        int orderQuantity,
        @Nullable LocalDate orderBy,
        @Nullable UUID sisterBranchId,
        int sisterSpareUnits,
        int expiringUnits,
        @Nullable LocalDate expiresOn,
        String modelVersion,
        Instant madeAt) {}
