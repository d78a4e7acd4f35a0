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
        var lastSaid = new long[1];
        var loaded =
                History.load(
                        owner(),
                        demo,
                        stack.secrets().get("demo"),
                        (done, of, what) -> {
                            if (done != of && done - lastSaid[0] < 15) return;
                            lastSaid[0] = done;
                            Bloom.say("  %3d of %d %s".formatted(done, of, what));
                        });
        Bloom.say(
                "  %,d row changes with %,d appointments written in %.1f s"
                        .formatted(loaded.changes(), loaded.appointments(), loaded.seconds()));
        awaitMirror(loaded.appointments());
    }

    private void awaitMirror(long appointments) throws IOException, InterruptedException {
        var began = Instant.now();
        var warehouse = new Warehouse(stack, "admin");
        var deadline = began.plus(MIRROR_PATIENCE);
        while (true) {
            var mirrored = mirrored(warehouse);
            if (mirrored >= appointments) break;
            if (Instant.now().isAfter(deadline)) {
                throw new Complaint(
                        "After %d minutes only %,d of %,d appointments stand in the warehouse: see ./bloom status and ./bloom logs flink."
                                .formatted(MIRROR_PATIENCE.toMinutes(), mirrored, appointments));
            }
            Bloom.say("  %,d of %,d appointments mirrored".formatted(mirrored, appointments));
            TimeUnit.SECONDS.sleep(2);
        }
        var took = Duration.between(began, Instant.now()).toMillis() / 1000.0;
        Bloom.say("  all of it in the warehouse %.1f s later".formatted(took));
    }

    /** Before the first change arrives the mirror has not made the table yet. */
    private static long mirrored(Warehouse warehouse) throws IOException, InterruptedException {
        try {
            return warehouse.count("select count() from raw.appointments final");
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
