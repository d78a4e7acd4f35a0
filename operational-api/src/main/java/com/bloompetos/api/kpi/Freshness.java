package com.bloompetos.api.kpi;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far the warehouse has read: everything committed up to {@code asOf} is in it. Both are absent
 * as long as nothing has arrived.
 */
public record Freshness(@Nullable Instant asOf, @Nullable Long behindMs) {
    public static final Freshness UNKNOWN = new Freshness(null, null);

    static Freshness of(Instant asOf, Instant now) {
        // Two machines' clocks differ: a moment ahead of ours is not a negative age.
        return new Freshness(asOf, Math.max(0, now.toEpochMilli() - asOf.toEpochMilli()));
    }
}
