package com.bloompetos.stream.reconcile;

import com.bloompetos.stream.warehouse.Engine;
import com.bloompetos.stream.warehouse.Refused;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes deleted rows from the warehouse's files once nothing can bring them back: the topics keep
 * a deletion for 30 days, and who reads them from their beginning meets it again until then.
 */
final class Cleanup {
    private static final Logger LOG = LoggerFactory.getLogger(Cleanup.class);
    private static final int KEPT_DAYS = 30;

    /** Removing rewrites the whole table. */
    private static final Duration BETWEEN = Duration.ofDays(1);

    private final Engine engine;
    private final Map<String, Long> cleanedAt = new HashMap<>();

    Cleanup(Engine engine) {
        this.engine = engine;
    }

    void run() throws IOException, Refused {
        for (var row :
                engine.query(
                        "select table from system.columns where database = 'raw' and name = 'is_deleted'")) {
            var table = row.get(0);
            var last = cleanedAt.get(table);
            if ((last == null || System.nanoTime() - last > BETWEEN.toNanos()) && isDue(table)) {
                cleanedAt.put(table, System.nanoTime());
                LOG.info("removing the deleted rows of raw.{}", table);
                engine.execute(
                        "alter table raw.`%s` modify setting allow_experimental_replacing_merge_with_cleanup = 1"
                                .formatted(table));
                engine.execute("optimize table raw.`%s` final cleanup".formatted(table));
            }
        }
    }

    private boolean isDue(String table) throws IOException, Refused {
        return engine.query(
                                "select 1 from raw.`%s` where is_deleted = 1 and committed_at < now64(6) - interval %d day limit 1"
                                        .formatted(table, KEPT_DAYS))
                        .size()
                == 1;
    }
}
