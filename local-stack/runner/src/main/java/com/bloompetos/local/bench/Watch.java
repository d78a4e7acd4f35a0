package com.bloompetos.local.bench;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ObjLongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the served readings, one small question every few milliseconds for all cells together,
 * and tells which commits it sees.
 */
final class Watch implements AutoCloseable {

    private static final int LONG_ANSWER = 5_000;

    private final WarehouseReader warehouse;
    private final BenchOrganization organization;
    private final long pauseNanos;
    private final ObjLongConsumer<Commit> seen;
    private final Map<String, Commit> waiting = new ConcurrentHashMap<>();
    private final AtomicLong polls = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();
    private final Thread thread = new Thread(this::watch, "bench-watch");
    private volatile boolean stopped;
    private volatile long pollingNanos;
    private boolean answerIsLong;

    /**
     * @param seen told the commit and the instant at which the answer that showed it had been read
     */
    Watch(
            WarehouseReader warehouse,
            BenchOrganization organization,
            long pauseMillis,
            ObjLongConsumer<Commit> seen) {
        this.warehouse = warehouse;
        this.organization = organization;
        this.pauseNanos = TimeUnit.MILLISECONDS.toNanos(pauseMillis);
        this.seen = seen;
    }

    void start() {
        thread.start();
    }

    void expect(Commit commit) {
        waiting.put(commit.cell().key(), commit);
    }

    int waiting() {
        return waiting.size();
    }

    /** Whether some commit that had returned by then is still not seen. */
    boolean anyWaitingSince(long nanos) {
        return waiting.values().stream().anyMatch(c -> c.returnedNanos() <= nanos);
    }

    boolean awaitNone(long timeoutSeconds) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(timeoutSeconds);
        while (!waiting.isEmpty() && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        return waiting.isEmpty();
    }

    void forgetAll() {
        waiting.clear();
    }

    long polls() {
        return polls.get();
    }

    long failures() {
        return failures.get();
    }

    /** How long one question takes, answer read; the mean. */
    double millisPerPoll() {
        long count = polls.get();
        return count == 0 ? 0 : Math.round(pollingNanos / 1e5 / count) / 10.0;
    }

    private void watch() {
        while (!stopped) {
            long start = System.nanoTime();
            try {
                if (!waiting.isEmpty()) {
                    poll();
                    pollingNanos += System.nanoTime() - start;
                    polls.incrementAndGet();
                }
            } catch (IOException away) {
                failures.incrementAndGet();
                pause(TimeUnit.MILLISECONDS.toNanos(200));
            } catch (InterruptedException interrupted) {
                return;
            }
            // While much is in arrears an answer is long: then no more than half of the time goes
            // into
            // asking.
            pause(answerIsLong ? System.nanoTime() - start : pauseNanos);
        }
    }

    private void poll() throws IOException, InterruptedException {
        long floor =
                waiting.values().stream().mapToLong(Commit::noted).min().orElse(Long.MAX_VALUE);
        // Without FINAL: it would answer the row with the highest version, so a row that is there
        // and
        // is as new as the commit says as much, at a fraction of the price. The values are compared
        // at the end, with FINAL.
        var rows =
                warehouse.rows(
                        """
                        select kpi, branch_id, day, dimensions[1], version from mart.latest_readings
                        where organization_id = '%s' and kpi in ('bookings', 'no_show_rate') and version >= %d"""
                                .formatted(organization.id, floor));
        long now = System.nanoTime();
        answerIsLong = rows.size() > LONG_ANSWER;
        for (@Nullable String[] row : rows) {
            String key = Cell.key(text(row[1]), text(row[2]), text(row[3]));
            Commit commit = waiting.get(key);
            if (commit != null
                    && commit.kpi().equals(row[0])
                    && Long.parseLong(text(row[4])) >= commit.noted()) {
                waiting.remove(key, commit);
                seen.accept(commit, now);
            }
        }
    }

    private static String text(@Nullable String cell) {
        return cell == null ? "" : cell;
    }

    private void pause(long nanos) {
        try {
            TimeUnit.NANOSECONDS.sleep(nanos);
        } catch (InterruptedException interrupted) {
            stopped = true;
        }
    }

    @Override
    public void close() throws InterruptedException {
        stopped = true;
        thread.interrupt();
        thread.join();
    }
}
