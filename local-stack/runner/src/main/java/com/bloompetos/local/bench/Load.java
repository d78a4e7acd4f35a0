package com.bloompetos.local.bench;

import com.bloompetos.local.bench.Commit.Kind;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Commits at a fixed rate, whatever the answers take: a slow answer delays nobody's schedule but
 * its worker's.
 *
 * <p>A cell is given out again once its last commit was seen; when none is free, the load holds
 * back and says so.
 */
final class Load {

    private static final long BACK_OFF_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final DataSource pool;
    private final double nanosPerCommit;
    private final BlockingDeque<Cell> idle;
    private final Consumer<Commit> committed;
    private final Mix mix = new Mix();
    private final AtomicLong tickets = new AtomicLong();
    private final AtomicLong commits = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();
    private final AtomicLong heldBack = new AtomicLong();
    private final List<Thread> workers = new ArrayList<>();
    private volatile boolean stopped;
    private volatile long startNanos;

    Load(
            DataSource pool,
            BenchOrganization organization,
            int workers,
            double rate,
            Consumer<Commit> committed) {
        this.pool = pool;
        this.nanosPerCommit = 1e9 / rate;
        this.idle = new LinkedBlockingDeque<>(organization.cells());
        this.committed = committed;
        for (int i = 0; i < workers; i++) {
            Committer committer =
                    new Committer(organization, organization.id.getLeastSignificantBits() + i);
            this.workers.add(new Thread(() -> work(committer), "bench-commit-" + i));
        }
    }

    void start() {
        startNanos = System.nanoTime();
        workers.forEach(Thread::start);
    }

    /** Returns when the last commit has been answered. */
    void stop() throws InterruptedException {
        stopped = true;
        for (Thread worker : workers) {
            worker.join();
        }
    }

    /** The cell's last commit was seen. */
    void release(Cell cell) {
        idle.add(cell);
    }

    long commits() {
        return commits.get();
    }

    /** Commits whose outcome nobody knows: the database went away. */
    long failures() {
        return failures.get();
    }

    long heldBack() {
        return heldBack.get();
    }

    long done(Kind kind) {
        return mix.done(kind);
    }

    private void work(Committer committer) {
        while (!stopped) {
            long due = startNanos + (long) (tickets.getAndIncrement() * nanosPerCommit);
            for (long wait; !stopped && (wait = due - System.nanoTime()) > 0; ) {
                LockSupport.parkNanos(wait);
            }
            Cell cell = stopped ? null : take();
            if (cell != null) {
                commit(committer, cell, due);
            }
        }
    }

    /**
     * Inserts go to the cell that has rested longest, all others to the last one seen: it has
     * something to change.
     */
    private @Nullable Cell take() {
        Cell cell = mix.wanted() == Kind.INSERT ? idle.pollFirst() : idle.pollLast();
        try {
            while (cell == null && !stopped) {
                heldBack.incrementAndGet();
                cell = idle.pollFirst(100, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            stopped = true;
        }
        return cell;
    }

    private void commit(Committer committer, Cell cell, long due) {
        Connection connection;
        try {
            connection = pool.getConnection();
        } catch (SQLException away) {
            // Nothing was written: the cell is as it was.
            idle.add(cell);
            LockSupport.parkNanos(BACK_OFF_NANOS);
            return;
        }
        try (connection) {
            Kind kind = mix.next(cell);
            long noted = committer.commit(connection, kind, cell);
            commits.incrementAndGet();
            committed.accept(new Commit(cell, kind, noted, due, System.nanoTime()));
        } catch (SQLException unknown) {
            // Written or not: only the comparison at the end can tell. The cell is not used again.
            failures.incrementAndGet();
            LockSupport.parkNanos(BACK_OFF_NANOS);
        }
    }
}
