package com.bloompetos.local.simulate;

import java.time.Instant;
import java.util.Random;
import java.util.UUID;

/**
 * Version 7 ids from a seed: ordered by time like those of the database, yet the same in every run.
 */
public final class Ids {

    private final Random random;

    public Ids(long seed) {
        this.random = new Random(seed);
    }

    public UUID next(Instant at) {
        long high = (at.toEpochMilli() << 16) | 0x7000L | random.nextInt(1 << 12);
        long low = (random.nextLong() >>> 2) | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }
}
