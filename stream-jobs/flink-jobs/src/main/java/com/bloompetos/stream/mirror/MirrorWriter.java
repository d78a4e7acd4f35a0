package com.bloompetos.stream.mirror;

import com.bloompetos.stream.change.Change;
import com.bloompetos.stream.change.DeadLetters;
import com.bloompetos.stream.warehouse.Engine;
import com.bloompetos.stream.warehouse.InsertQueue;
import com.bloompetos.stream.warehouse.Refused;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Changes to rows of {@code raw}; each table is looked at when the first change of a schema comes.
 */
final class MirrorWriter implements SinkWriter<Change> {
    private static final Logger LOG = LoggerFactory.getLogger(MirrorWriter.class);
    private static final Duration QUICK = Duration.ofMillis(200);
    private static final Duration QUIET = Duration.ofMillis(1_000);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);
    private static final int ATTEMPTS_TO_FIT = 6;
    private static final Duration NOT_TRIED_AGAIN = Duration.ofMinutes(1);

    private final Map<String, Schema> known; // Empties as the tables are made.
    private final Engine engine;
    private final DeadLetters deadLetters;
    private final TouchedDays touched = new TouchedDays();
    private final String database;
    private final boolean serves; // Only what is served is worked with further.
    private final InsertQueue queue;
    private final Map<String, RawTable> tables = new HashMap<>();
    private final Map<String, Making> makings =
            new ConcurrentHashMap<>(); // The sender reads it to repair a table.
    private final Map<Schema, RowPlan> plans = new IdentityHashMap<>();
    private final Map<String, Unfit> unfit = new HashMap<>();

    /** A table that the engine will not make or widen, and until when nobody asks again. */
    private record Unfit(long until, String reason) {}

    /** How a table was last made: what it takes to make it again. */
    private record Making(String table, List<String> key, Map<String, SourceColumn> columns) {}

    /**
     * @param known schemas by table that need not wait for their first row, so that views over them
     *     answer at once
     */
    MirrorWriter(
            Engine engine, DeadLetters deadLetters, String database, Map<String, Schema> known) {
        this.known = new HashMap<>(known);
        this.engine = engine;
        this.deadLetters = deadLetters;
        this.database = database;
        serves = database.equals(RawTable.DATABASE);
        queue =
                new InsertQueue(
                        database, engine, deadLetters, QUICK, QUIET, this::makeAgain, touched);
    }

    @Override
    public void write(Change change, Context context) throws InterruptedException {
        try {
            if (!known.isEmpty()) {
                makeKnown();
            }
            var plan = planFor(change);
            queue.add(
                    plan.table(),
                    plan.columns(),
                    out -> plan.write(change, out),
                    change.origin()
                            ::refused, // Not the change: its decoded rows would stay until the
                    // insert is done.
                    change.origin().size(),
                    serves ? touched.of(change) : List.of(),
                    change.version());
        } catch (Unmirrorable
                | IllegalArgumentException
                | ArithmeticException
                | java.time.DateTimeException e) {
            // A value that is none of its type's (a uuid that is no uuid): the row's own fault.
            deadLetters.send(
                    change.refused(Objects.requireNonNullElse(e.getMessage(), e.toString())));
        }
    }

    @Override
    public void flush(boolean endOfInput) throws InterruptedException {
        queue.flush();
    }

    @Override
    public void close() {
        queue.close();
    }

    private RowPlan planFor(Change change) throws InterruptedException {
        var schema = change.row().schema();
        var plan = plans.get(schema);
        if (plan == null || !plan.isFor(change)) {
            plan = makePlan(change);
            plans.put(schema, plan);
        }
        return plan;
    }

    private void makeKnown() throws InterruptedException {
        for (var table : known.entrySet()) {
            try {
                fit(
                        table.getKey(),
                        RawTable.keyOf(table.getKey()),
                        RowPlan.columnsOf(table.getValue()),
                        0);
            } catch (Unmirrorable e) {
                LOG.warn("{}", e.getMessage()); // Its first row will ask again.
            }
        }
        known.clear();
    }

    private RowPlan makePlan(Change change) throws InterruptedException {
        var columns = RowPlan.columnsOf(change);
        return RowPlan.of(
                change,
                fit(change.table(), RawTable.keyOf(change), columns, change.version()),
                columns);
    }

    /**
     * Makes or widens a table, however long the engine takes to be there; one that it refuses while
     * it answers is given up for a while, since other tables wait behind it.
     */
    private RawTable fit(
            String name, List<String> key, Map<String, SourceColumn> columns, long version)
            throws InterruptedException {
        var given = unfit.get(name);
        if (given != null && given.until() - System.nanoTime() > 0) {
            throw new Unmirrorable(given.reason());
        }
        unfit.remove(name);
        var table = tables.computeIfAbsent(name, made -> new RawTable(database, made));
        queue.flush(); // Rows on their way were written for the table as it was.
        var pause = Duration.ofMillis(50);
        for (var attempt = 1; ; attempt++) {
            try {
                if (table.fit(engine, key, columns, version)) {
                    plans.values().removeIf(plan -> plan.table().equals(table.name()));
                }
                boolean isFirst = makings.put(table.name(), new Making(name, key, columns)) == null;
                if (isFirst && serves) {
                    Histories.keep(engine, name);
                }
                return table;
            } catch (IOException | Refused e) {
                LOG.warn("{} cannot be made or widened yet: {}", table.name(), e.toString());
                table.forget();
                if (attempt >= ATTEMPTS_TO_FIT && e instanceof Refused && answers()) {
                    var reason = table.name() + " cannot be made or widened: " + e.getMessage();
                    unfit.put(
                            name, new Unfit(System.nanoTime() + NOT_TRIED_AGAIN.toNanos(), reason));
                    throw new Unmirrorable(reason);
                }
            }
            Thread.sleep(pause.toMillis());
            pause = pause.compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : pause;
        }
    }

    private boolean answers() {
        try {
            engine.query("select 1");
            return true;
        } catch (IOException | Refused e) {
            return false;
        }
    }

    private void makeAgain(String table) throws IOException, Refused {
        var making = makings.get(table);
        if (making != null) {
            LOG.warn("{} is gone or lacks columns: making it again", table);
            new RawTable(database, making.table()).fit(engine, making.key(), making.columns(), 0);
            if (serves) {
                Histories.keep(engine, making.table());
            }
        }
    }
}
