package com.bloompetos.local.bench;

import java.util.function.ObjLongConsumer;
import javax.sql.DataSource;

/** A load and the watch over its effects: what was seen gives its cell back to the load. */
final class Traffic implements AutoCloseable {

    final Load load;
    final Watch watch;

    Traffic(
            DataSource pool,
            WarehouseReader warehouse,
            BenchOrganization organization,
            int workers,
            double rate,
            int pollMillis,
            ObjLongConsumer<Commit> seen) {
        this.watch =
                new Watch(
                        warehouse,
                        organization,
                        pollMillis,
                        (commit, nanos) -> seen(seen, commit, nanos));
        this.load = new Load(pool, organization, workers, rate, watch::expect);
    }

    private void seen(ObjLongConsumer<Commit> next, Commit commit, long nanos) {
        next.accept(commit, nanos);
        load.release(commit.cell());
    }

    void start() {
        watch.start();
        load.start();
    }

    /** Stops the load first: what it has committed may still be seen until then. */
    @Override
    public void close() throws InterruptedException {
        load.stop();
        watch.close();
    }
}
