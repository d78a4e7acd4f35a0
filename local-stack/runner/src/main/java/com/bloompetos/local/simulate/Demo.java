package com.bloompetos.local.simulate;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

/** The demo: two organizations, and the window of time whose history is told. */
public final class Demo {

    /** The first organization; fixed, so that a store can be asked whether it holds the demo. */
    public static final UUID PAWSOME = UUID.fromString("01900000-0000-7000-8000-0000000000a1");

    public static final UUID TAILWIND = UUID.fromString("01900000-0000-7000-8000-0000000000b2");

    private static final int HISTORY_DAYS = 90;

    private final long seed;
    private final Instant now;
    private final int days;
    private final List<Chain> chains;

    private Demo(long seed, Instant now, int days) {
        this.seed = seed;
        this.now = now;
        this.days = days;
        Instant founded = firstDay().minus(Duration.ofDays(200));
        this.chains =
                List.of(
                        new ChainBuilder(PAWSOME, seed, founded, firstDay(), now).pawsome(),
                        new ChainBuilder(TAILWIND, seed + 1, founded, firstDay(), now).tailwind());
    }

    /** The same seed and the same instant give the same demo, to the last id. */
    public static Demo of(long seed, Instant now) {
        return of(seed, now, HISTORY_DAYS);
    }

    /** With a shorter past. */
    public static Demo of(long seed, Instant now, int days) {
        return new Demo(seed, now.truncatedTo(ChronoUnit.MILLIS), days);
    }

    int days() {
        return days;
    }

    /** The people who can sign in with the demo password. */
    public List<String> logins() {
        return chains.stream().flatMap(c -> c.logins().stream()).map(Chain.Login::email).toList();
    }

    public Instant now() {
        return now;
    }

    List<Chain> chains() {
        return chains;
    }

    Instant firstDay() {
        return now.atOffset(ZoneOffset.UTC)
                .truncatedTo(ChronoUnit.DAYS)
                .minusDays(days)
                .toInstant();
    }

    ChainSimulation simulation(Chain chain) {
        return new ChainSimulation(
                chain, seed ^ chain.organizationId().getLeastSignificantBits(), firstDay(), now);
    }
}
