package com.bloompetos.api.kpi;

import java.time.Clock;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** Reads the newest heartbeat that came through the log. */
@Component
public class FreshnessReader {
    private final Warehouse warehouse;
    private final Clock clock = Clock.systemUTC();

    FreshnessReader(Warehouse warehouse) {
        this.warehouse = warehouse;
    }

    public Freshness now() {
        return Warehouse.orNothingYet(this::read, Freshness.UNKNOWN);
    }

    private Freshness read() {
        return warehouse
                .sql("select toUnixTimestamp64Milli(max(beat_at)) as beat from mart.freshness")
                .query(Long.class)
                .optional()
                .filter(beat -> beat > 0)
                .map(beat -> Freshness.of(Instant.ofEpochMilli(beat), clock.instant()))
                .orElse(Freshness.UNKNOWN);
    }
}
