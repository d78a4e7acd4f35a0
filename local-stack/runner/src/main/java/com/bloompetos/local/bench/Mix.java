package com.bloompetos.local.bench;

import com.bloompetos.local.bench.Commit.Kind;
import java.util.function.Predicate;

/**
 * Half inserts, three tenths updates, two tenths deletes: what is most behind its share comes next.
 */
final class Mix {

    private static final double[] SHARES = {0.5, 0.3, 0.2};

    private final long[] done = new long[SHARES.length];

    /** What is most behind, whether or not a cell allows it. */
    synchronized Kind wanted() {
        return mostBehind(kind -> true);
    }

    synchronized Kind next(Cell cell) {
        Kind chosen = mostBehind(cell::allows);
        done[chosen.ordinal()]++;
        return chosen;
    }

    private Kind mostBehind(Predicate<Kind> allowed) {
        Kind chosen = Kind.INSERT;
        double deepest = Double.NEGATIVE_INFINITY;
        long total = done[0] + done[1] + done[2] + 1;
        for (Kind kind : Kind.values()) {
            double behind = SHARES[kind.ordinal()] * total - done[kind.ordinal()];
            if (behind > deepest && allowed.test(kind)) {
                deepest = behind;
                chosen = kind;
            }
        }
        return chosen;
    }

    synchronized long done(Kind kind) {
        return done[kind.ordinal()];
    }
}
