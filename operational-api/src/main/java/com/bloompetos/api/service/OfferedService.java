package com.bloompetos.api.service;

import java.math.BigDecimal;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A service as the organization offers it. */
record OfferedService(
        UUID serviceId,
        String name,
        String category,
        @Nullable String description,
        BigDecimal price,
        int durationMinutes,
        int lateCancelHours) {}
