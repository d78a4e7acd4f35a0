package com.bloompetos.api.service;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a service costs at a branch when the rule fits. */
record PriceRule(
        UUID priceRuleId,
        UUID branchId,
        UUID serviceId,
        List<Integer> weekdays,
        LocalTime fromTime,
        LocalTime untilTime,
        @Nullable LocalDate validFrom,
        @Nullable LocalDate validUntil,
        long priceCents,
        int priority) {}
