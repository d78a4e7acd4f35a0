package com.bloompetos.api.insight;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Rests after a failure: a warehouse that is away is not asked every other second. */
final class Patience {
    private static final Duration REST = Duration.ofSeconds(30);

    private final Clock clock = Clock.systemUTC();
    private Instant until = Instant.MIN;

    /** Does the work unless it failed a moment ago. */
    void go(Runnable work) {
        if (clock.instant().isBefore(until)) {
            return;
        }
        until = clock.instant().plus(REST);
        work.run();
        until = Instant.MIN;
    }
}
