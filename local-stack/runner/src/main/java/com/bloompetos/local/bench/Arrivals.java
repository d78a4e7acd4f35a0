package com.bloompetos.local.bench;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Looks which of the marked rows stand in a raw table, one small question for all of them. */
final class Arrivals implements AutoCloseable {
    private static final long PAUSE_MILLIS = 40;

    /** Told of a transaction whose marked row was read in the warehouse, and when. */
    interface Listener {
        void arrived(IntentWriter.Written written, long nanos);
    }

    private final WarehouseReader warehouse;
    private final String table;
    private final String organization;
    private final Listener listener;
    private final Map<String, IntentWriter.Written> waiting = new ConcurrentHashMap<>();
    private final Thread thread = new Thread(this::watch, "bench-arrivals");
    private volatile boolean stopped;

    Arrivals(WarehouseReader warehouse, String table, String organization, Listener listener) {
        this.warehouse = warehouse;
        this.table = table;
        this.organization = organization;
        this.listener = listener;
        thread.start();
    }

    void expect(IntentWriter.Written written) {
        waiting.put(written.key(), written);
    }

    boolean awaitAll(long seconds) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (!waiting.isEmpty() && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        return waiting.isEmpty();
    }

    private void watch() {
        while (!stopped) {
            try {
                if (!waiting.isEmpty()) {
                    look();
                }
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            } catch (IOException away) {
                // Asked again.
            } catch (InterruptedException ended) {
                return;
            }
        }
    }

    private void look() throws IOException, InterruptedException {
        var keys =
                waiting.keySet().stream()
                        .map(key -> "'" + key + "'")
                        .collect(Collectors.joining(", "));
        var rows =
                warehouse.rows(
                        "select intent_id, max(source_version) from %s where organization_id = '%s' and intent_id in (%s) group by 1"
                                .formatted(table, organization, keys));
        long now = System.nanoTime();
        for (@Nullable String[] row : rows) {
            var written = waiting.get(String.valueOf(row[0]));
            if (written != null && Long.parseLong(String.valueOf(row[1])) >= written.noted()) {
                waiting.remove(written.key());
                listener.arrived(written, now);
            }
        }
    }

    @Override
    public void close() throws InterruptedException {
        stopped = true;
        thread.interrupt();
        thread.join();
    }
}
