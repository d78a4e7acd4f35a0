package com.bloompetos.local.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;

/**
 * Kills each part in turn under a steady load, waits until it is back and everything committed
 * until then is served, and then compares the warehouse with PostgreSQL row by row.
 */
public final class RecoveryBench {

    /**
     * @param patienceSeconds for a part to come back and catch up, and again for the comparison to
     *     be equal
     */
    public record Options(
            double rate, int workers, int beforeSeconds, int afterSeconds, int patienceSeconds) {
        public static Options of(double rate) {
            return new Options(rate, 6, 5, 3, 180);
        }
    }

    private static final int DAYS_OF_CELLS = 28;
    private static final int POLL_MILLIS = 40;

    private final Addresses addresses;
    private final StackControl stack;
    private final Options options;
    private final PrintStream out;
    private final BenchOrganization organization = new BenchOrganization(DAYS_OF_CELLS);

    private RecoveryBench(
            Addresses addresses, StackControl stack, Options options, PrintStream out) {
        this.addresses = addresses;
        this.stack = stack;
        this.options = options;
        this.out = out;
    }

    /**
     * @return one JSON object; it says so when something was lost, and does not throw
     */
    public static String run(
            Addresses addresses, StackControl stack, Options options, PrintStream out)
            throws SQLException, IOException, InterruptedException {
        return new RecoveryBench(addresses, stack, options, out).run();
    }

    private String run() throws SQLException, IOException, InterruptedException {
        MachineLoad machine = new MachineLoad();
        List<Map<String, Object>> parts = new ArrayList<>();
        try (var pool = addresses.ownerPool(organization.id, options.workers() + 1)) {
            organization.create(pool);
            try {
                for (String part : stack.parts()) {
                    parts.add(kill(part, pool));
                }
            } finally {
                organization.erase(pool);
            }
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("bench", "recovery");
        fields.put("rate", options.rate());
        fields.put("parts", parts);
        fields.put("load", machine.since());
        return Report.line(fields);
    }

    private Map<String, Object> kill(String part, DataSource pool)
            throws SQLException, IOException, InterruptedException {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("part", part);
        Instant began = Instant.now();
        AtomicLong longest = new AtomicLong();
        int unseen;
        long unknown;
        try (Traffic traffic =
                new Traffic(
                        pool,
                        addresses.warehouse(),
                        organization,
                        options.workers(),
                        options.rate(),
                        POLL_MILLIS,
                        (commit, nanos) ->
                                longest.accumulateAndGet(
                                        nanos - commit.returnedNanos(), Math::max))) {
            traffic.start();
            TimeUnit.SECONDS.sleep(options.beforeSeconds());
            await(() -> longest.get() > 0);
            longest.set(0);
            long pid = stack.pid(part);
            long killed = System.nanoTime();
            kill(part, pid);
            boolean isBack =
                    await(
                            () ->
                                    stack.pid(part) > 0
                                            && stack.pid(part) != pid
                                            && stack.healthy(part));
            long back = System.nanoTime();
            boolean caughtUp = await(() -> !traffic.watch.anyWaitingSince(back));
            long caught = System.nanoTime();
            TimeUnit.SECONDS.sleep(options.afterSeconds());
            traffic.load.stop();
            traffic.watch.awaitNone(options.patienceSeconds());
            unseen = traffic.watch.waiting();
            unknown = traffic.load.failures();
            fields.put("commits", traffic.load.commits());
            fields.put("back_s", isBack ? seconds(back - killed) : -1);
            fields.put("catch_up_s", isBack && caughtUp ? seconds(caught - killed) : -1);
            fields.put("longest_s", seconds(longest.get()));
            fields.put("held_back", traffic.load.heldBack());
        }
        Compare.Result result =
                Compare.of(addresses, began, Duration.ofSeconds(options.patienceSeconds()));
        fields.put("lost", result.count(Compare.Difference.LOST));
        fields.put("doubled", result.count(Compare.Difference.DOUBLED));
        fields.put("stale", result.count(Compare.Difference.STALE));
        fields.put("never_seen", unseen);
        fields.put("unknown_outcome", unknown);
        fields.put("rows_compared", result.rows());
        fields.put("readings_compared", result.readings());
        out.printf("%s: %s%n", part, fields);
        result.examples(5).forEach(example -> out.println("  " + example));
        return fields;
    }

    /** By its id, and without asking: SIGKILL. */
    private void kill(String part, long pid) {
        ProcessHandle process =
                ProcessHandle.of(pid)
                        .orElseThrow(
                                () -> new IllegalStateException(part + " has no process to kill"));
        out.printf("Killing %s (process %d) under %.0f commits/s.%n", part, pid, options.rate());
        process.destroyForcibly();
    }

    private boolean await(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(options.patienceSeconds());
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        return true;
    }

    private static double seconds(long nanos) {
        return Math.round(nanos / 1e8) / 10.0;
    }
}
