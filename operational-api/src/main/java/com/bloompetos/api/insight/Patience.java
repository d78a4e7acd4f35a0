package com.bloompetos.api.insight;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** Rests after a failure: a warehouse that is away is not asked every other second. */
final class Patience {
    private static final Duration REST = Duration.ofSeconds(30);

    private final Clock clock = Clock.systemUTC();
    private @Nullable RuntimeException failure;
    private Instant until = Instant.MIN;

    /** Does the work, unless it failed a moment ago: then it has failed still. */
    void go(Runnable work) {
        if (failure != null && clock.instant().isBefore(until)) {
            throw failure;
        }
        try {
            work.run();
            failure = null;
        } catch (DataAccessException | TransactionException away) {
            failure = away;
            until = clock.instant().plus(REST);
            throw away;
        }
    }
}
