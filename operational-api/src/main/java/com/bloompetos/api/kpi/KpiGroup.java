package com.bloompetos.api.kpi;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A KPI over one of the places or periods that a roll-up is divided by.
 *
 * @param key id of the place, or first day of the period
 * @param day the evening that counts for a KPI that is a state; absent of others
 * @param branches how many of them have readings here
 * @param version the newest log position inside
 */
public record KpiGroup(
        String key,
        long numerator,
        long denominator,
        @Nullable Double value,
        @Nullable Double p90,
        @Nullable LocalDate day,
        long branches,
        long version) {}
