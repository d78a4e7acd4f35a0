package com.bloompetos.local.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * How old is the number on screen? From the instant at which PostgreSQL has answered a commit to
 * the instant at which an answer of the warehouse has been read in which the served reading of the
 * commit's KPI contains it.
 *
 * <p>Half of the commits insert an appointment (seen in {@code bookings}), three tenths give one an
 * outcome (seen in {@code no_show_rate}), two tenths delete one (seen in {@code bookings}). The
 * measured time includes the wait for the next question, on average half of {@code poll_ms}.
 */
public final class FreshnessBench {

    /**
     * @param pollMillis pause between two questions; asking costs the engine time, so that less is
     *     not better
     */
    public record Options(
            double rate, int seconds, int warmupSeconds, int workers, int pollMillis) {
        public static Options of(double rate, int seconds) {
            return new Options(rate, seconds, 10, 8, 15);
        }
    }

    private static final int DAYS_OF_CELLS = 16;
    private static final int DRAIN_SECONDS = 30;

    private final Addresses addresses;
    private final Options options;
    private final PrintStream out;
    private final BenchOrganization organization = new BenchOrganization(DAYS_OF_CELLS);
    private final long[] latencies;
    private final long[] fromSchedule;
    private final AtomicInteger measured = new AtomicInteger();
    private volatile long measureFrom;
    private volatile long measureTo;

    private FreshnessBench(Addresses addresses, Options options, PrintStream out) {
        this.addresses = addresses;
        this.options = options;
        this.out = out;
        int most = (int) Math.ceil(options.rate() * options.seconds() * 1.05) + 1000;
        this.latencies = new long[most];
        this.fromSchedule = new long[most];
    }

    /**
     * @return one JSON object; it says so when something was lost, and does not throw
     */
    public static String run(Addresses addresses, Options options, PrintStream out)
            throws SQLException, IOException, InterruptedException {
        return new FreshnessBench(addresses, options, out).run();
    }

    private String run() throws SQLException, IOException, InterruptedException {
        try (var pool = addresses.ownerPool(organization.id, options.workers() + 1)) {
            organization.create(pool);
            try {
                return measure(pool);
            } finally {
                organization.erase(pool);
            }
        }
    }

    private String measure(DataSource pool) throws SQLException, IOException, InterruptedException {
        WarehouseReader warehouse = addresses.warehouse();
        try (Traffic traffic =
                new Traffic(
                        pool,
                        warehouse,
                        organization,
                        options.workers(),
                        options.rate(),
                        options.pollMillis(),
                        this::record)) {
            out.printf(
                    "Committing %.0f/s: %d s to warm up, %d s measured.%n",
                    options.rate(), options.warmupSeconds(), options.seconds());
            measureFrom = System.nanoTime() + TimeUnit.SECONDS.toNanos(options.warmupSeconds());
            measureTo = measureFrom + TimeUnit.SECONDS.toNanos(options.seconds());
            traffic.start();
            TimeUnit.SECONDS.sleep(options.warmupSeconds());
            MachineLoad machine = new MachineLoad();
            TimeUnit.NANOSECONDS.sleep(measureTo - System.nanoTime());
            Map<String, Object> machineLoad = machine.since();
            traffic.load.stop();
            traffic.watch.awaitNone(DRAIN_SECONDS);
            int unseen = traffic.watch.waiting();
            CellCheck check = CellCheck.untilEqual(pool, warehouse, organization, DRAIN_SECONDS);
            return report(
                    traffic.load, traffic.watch, unseen, check, machineLoad, segments(warehouse));
        }
    }

    private void record(Commit commit, long nanos) {
        if (commit.returnedNanos() >= measureFrom && commit.returnedNanos() < measureTo) {
            int i = measured.getAndIncrement();
            if (i < latencies.length) {
                latencies[i] = Math.max(0, nanos - commit.returnedNanos());
                fromSchedule[i] = nanos - commit.dueNanos();
            }
        }
    }

    private String report(
            Load load,
            Watch watch,
            int unseen,
            CellCheck check,
            Map<String, Object> machineLoad,
            Map<String, Object> segments) {
        int count = Math.min(measured.get(), latencies.length);
        Percentiles visible = new Percentiles(Arrays.copyOf(latencies, count));
        Percentiles due = new Percentiles(Arrays.copyOf(fromSchedule, count));
        out.printf(
                "%,d commits measured: p50 %.1f ms, p90 %.1f, p99 %.1f, p99.9 %.1f, longest %.1f.%n",
                count,
                visible.millis(50),
                visible.millis(90),
                visible.millis(99),
                visible.millis(99.9),
                visible.millis(100));
        out.printf(
                "From the instant the schedule wanted each commit: p50 %.1f ms, p99 %.1f.%n",
                due.millis(50), due.millis(99));
        out.printf(
                "Asked %,d times, %.1f ms each, %d ms between; %,d cells compared, %d lost, %d doubled, %d never seen.%n",
                watch.polls(),
                watch.millisPerPoll(),
                options.pollMillis(),
                check.cells(),
                check.lost(),
                check.doubled(),
                unseen);
        segments.forEach((name, value) -> out.printf("  %s: %s%n", name, value));
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("bench", "freshness");
        fields.put("rate", options.rate());
        fields.put("seconds", options.seconds());
        fields.put("commits", count);
        fields.put("achieved_rate", Math.round(10.0 * count / options.seconds()) / 10.0);
        fields.put("p50_ms", visible.millis(50));
        fields.put("p90_ms", visible.millis(90));
        fields.put("p99_ms", visible.millis(99));
        fields.put("max_ms", visible.millis(100));
        fields.put("from_schedule_p99_ms", due.millis(99));
        fields.put("lost", check.lost());
        fields.put("doubled", check.doubled());
        fields.put("never_seen", unseen);
        for (Commit.Kind kind : Commit.Kind.values()) {
            fields.put(kind.name().toLowerCase(java.util.Locale.ROOT) + "s", load.done(kind));
        }
        fields.put("failed", load.failures());
        fields.put("held_back", load.heldBack());
        fields.put(
                "poll_ms", Math.round(10 * (options.pollMillis() + watch.millisPerPoll())) / 10.0);
        fields.put("segments", segments);
        fields.put("load", machineLoad);
        return Report.line(fields);
    }

    /**
     * Where the time goes, as far as the rows themselves tell: commit to reading told by the
     * stream; the rest is its insert and asking.
     */
    private Map<String, Object> segments(WarehouseReader warehouse) throws InterruptedException {
        Map<String, Object> segments = new LinkedHashMap<>();
        try {
            List<@Nullable String[]> rows =
                    warehouse.rows(
                            """
                            select round(quantileExact(0.5)(ms), 1), round(quantileExact(0.99)(ms), 1), count() from (
                                select dateDiff('microsecond', a.committed_at, r.recorded_at) / 1000 as ms
                                from mart.readings r
                                join raw.appointments a on a.organization_id = r.organization_id and a.source_version = r.version
                                where r.organization_id = '%1$s' and a.organization_id = '%1$s' and r.kpi = 'bookings')"""
                                    .formatted(organization.id));
            segments.put(
                    "commit_to_reading_told_p50_ms",
                    Double.valueOf(String.valueOf(rows.get(0)[0])));
            segments.put(
                    "commit_to_reading_told_p99_ms",
                    Double.valueOf(String.valueOf(rows.get(0)[1])));
        } catch (IOException | NumberFormatException untold) {
            out.println("  The segments could not be told: " + untold.getMessage());
        }
        return segments;
    }
}
