package com.bloompetos.local.api;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** For what happens by itself, soon. */
final class Wait {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private Wait() {}

    static void until(Callable<Boolean> condition) throws Exception {
        var deadline = Instant.now().plus(PATIENCE);
        while (!condition.call()) {
            if (Instant.now().isAfter(deadline)) {
                throw new AssertionError("It did not happen within " + PATIENCE);
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
    }
}
