package com.bloompetos.stream.reconcile;

import com.bloompetos.stream.warehouse.Refused;
import java.io.IOException;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;

/** Work at a twentieth of one core: whatever takes a moment is followed by nineteen of rest. */
final class Work {
    private static final int REST_FOR_WORK = 19;

    private final long began = System.nanoTime();
    private long nanos;

    /** Something that asks the databases. */
    interface Step<R> {
        R run() throws SQLException, IOException, Refused, InterruptedException;
    }

    <R> R step(Step<R> step) throws SQLException, IOException, Refused, InterruptedException {
        long from = System.nanoTime();
        try {
            return step.run();
        } finally {
            long took = System.nanoTime() - from;
            nanos += took;
            TimeUnit.NANOSECONDS.sleep(REST_FOR_WORK * took);
        }
    }

    long millis() {
        return TimeUnit.NANOSECONDS.toMillis(nanos);
    }

    long tookMillis() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
    }
}
