package com.bloompetos.api.service;

import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A service as the organization offers it.
 *
 * @param requiredSkills what staff must be able to do, all of it
 * @param placeKind the kind of place that it takes, besides staff
 * @param pricedPer visit or night
 */
record OfferedService(
        UUID serviceId,
        String name,
        String category,
        @Nullable String description,
        BigDecimal price,
        int durationMinutes,
        int lateCancelHours,
        int bufferBeforeMinutes,
        int bufferAfterMinutes,
        List<String> requiredSkills,
        @Nullable String placeKind,
        String pricedPer,
        int taxBasisPoints,
        long depositCents,
        long lateFeeCents,
        long noShowFeeCents) {}
