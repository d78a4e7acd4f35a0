package com.bloompetos.local.api;

import java.time.Instant;
import java.time.ZoneId;
import java.util.stream.IntStream;

/** Somewhere it is always the hour that a test needs. */
public final class Clocks {
    /** No branch's day ends while tests run: a test's branches are here, unless it needs more. */
    public static final ZoneId NOON = zoneWhereItIs(12);

    private Clocks() {}

    /** With a name that PostgreSQL knows, too. */
    static ZoneId zoneWhereItIs(int hour) {
        var now = Instant.now();
        return IntStream.rangeClosed(-14, 12)
                .mapToObj(west -> ZoneId.of("Etc/GMT%+d".formatted(west)))
                .filter(zone -> now.atZone(zone).getHour() == hour)
                .findFirst()
                .orElseThrow();
    }
}
