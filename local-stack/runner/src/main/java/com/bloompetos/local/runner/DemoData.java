package com.bloompetos.local.runner;

import com.bloompetos.local.simulate.Demo;
import com.bloompetos.local.simulate.History;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Loads the demo organizations once and waits until the warehouse has heard all of it. */
final class DemoData {
    private static final long SEED = 20_260_101;
    private static final Duration MIRROR_PATIENCE = Duration.ofMinutes(5);

    private final Stack stack;

    DemoData(Stack stack) {
        this.stack = stack;
    }

    /** Written after the connector runs, so that the log tells the history in its order. */
    void loadOnce() throws SQLException, IOException, InterruptedException {
        if (History.state(owner()) == History.State.WHOLE) return;
        Bloom.say("Loading the demo:");
        var demo = Demo.of(SEED, Instant.now());
        var connect = new Connect(stack);
        awaitSlot(connect);
        // A trickle costs every part on the way far more than the same rows in large batches.
        connect.pause();
        var loaded = load(demo);
        Bloom.say(
                "  %,d row changes with %,d appointments written in %.1f s"
                        .formatted(loaded.changes(), loaded.appointments(), loaded.seconds()));
        connect.resume();
        awaitMirror(loaded.appointments());
    }

    private History.Loaded load(Demo demo) throws SQLException {
        var lastSaid = new long[1];
        return History.load(
                owner(),
                demo,
                stack.secrets().get("demo"),
                (done, of, what) -> {
                    if (done != of && done - lastSaid[0] < 15) return;
                    lastSaid[0] = done;
                    Bloom.say("  %3d of %d %s".formatted(done, of, what));
                });
    }

    /**
     * The history is told after the connector runs: the log has it in its order, and nothing twice.
     */
    private void awaitSlot(Connect connect) throws IOException, InterruptedException {
        var warehouse = new Warehouse(stack, "admin");
        var deadline = Instant.now().plus(MIRROR_PATIENCE);
        while (!connect.isReading() || count(warehouse, "raw.cdc_heartbeats") == 0) {
            if (Instant.now().isAfter(deadline)) {
                throw new Complaint(
                        "No change reaches the warehouse: see ./bloom logs connect and ./bloom logs flink.");
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
    }

    private void awaitMirror(long appointments) throws IOException, InterruptedException {
        var began = Instant.now();
        var warehouse = new Warehouse(stack, "admin");
        var progressAt = began;
        long before = -1;
        while (true) {
            var mirrored = count(warehouse, "raw.appointments final");
            if (mirrored >= appointments) break;
            if (mirrored != before) {
                // A busy machine is slow; only one that stands still is a fault.
                progressAt = Instant.now();
                before = mirrored;
                Bloom.say("  %,d of %,d appointments mirrored".formatted(mirrored, appointments));
            } else if (Instant.now().isAfter(progressAt.plus(MIRROR_PATIENCE))) {
                throw new Complaint(
                        "For %d minutes no more than %,d of %,d appointments stand in the warehouse: see ./bloom status and ./bloom logs flink."
                                .formatted(MIRROR_PATIENCE.toMinutes(), mirrored, appointments));
            }
            TimeUnit.SECONDS.sleep(2);
        }
        var took = Duration.between(began, Instant.now()).toMillis() / 1000.0;
        Bloom.say("  all of it in the warehouse %.1f s later".formatted(took));
    }

    /** Before the first change arrives the mirror has not made the table yet. */
    private static long count(Warehouse warehouse, String table)
            throws IOException, InterruptedException {
        try {
            return warehouse.count("select count() from " + table);
        } catch (Complaint noTableYet) {
            return 0;
        }
    }

    DataSource owner() {
        var source = new PGSimpleDataSource();
        source.setUrl(stack.postgresUrl("bloom"));
        source.setUser("bloom_owner");
        source.setPassword(stack.secrets().get("postgres.owner"));
        source.setReWriteBatchedInserts(true);
        return source;
    }
}
