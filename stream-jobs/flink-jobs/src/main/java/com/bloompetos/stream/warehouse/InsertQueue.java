package com.bloompetos.stream.warehouse;

import com.bloompetos.stream.change.DeadLetter;
import com.bloompetos.stream.change.DeadLetters;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Collects rows into inserts and sends one insert at a time, while the next ones fill.
 *
 * <p>One insert costs the engine the same whether it brings one row or a hundred, so what counts is
 * how many there are: a busy table goes every {@code quick}, and quiet ones later as soon as there
 * are many inserts a second. When the engine is away the rows stay here, and once {@link
 * #MOST_HELD} bytes wait, {@link #add} blocks: Kafka keeps the rest.
 *
 * <p>A table that alone keeps refusing, while the engine takes the rows of others, is set aside so
 * that the others go on: its rows wait here for a while, then they are dead letters.
 */
public final class InsertQueue implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(InsertQueue.class);

    private static final int MOST_ROWS = 10_000;
    private static final int MOST_BYTES = 4 << 20;
    private static final long MOST_HELD = 48L << 20;

    /** Above this many inserts a second, quiet tables wait longer. */
    private static final int CALM_INSERTS_PER_SECOND = 12;

    private static final int BUSY_ROWS = 4;
    private static final long SECOND = 1_000_000_000L;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    /** How often rows are refused, for another reason than their values, before others pass by. */
    private static final int ATTEMPTS_IN_PLACE = 4;

    /** What the rows of a table that was set aside may hold, so that the others keep their room. */
    private static final long MOST_ASIDE = 16L << 20;

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Engine engine;
    private final DeadLetters deadLetters;
    private final TableRepair repair;
    private final Notebook notebook;
    private final long quick;
    private final long quiet;
    private final Duration patience;
    private final Thread sender;

    // All below is guarded by this.
    private final Map<String, Batch> open = new LinkedHashMap<>();
    private final Map<String, Integer> lastRows = new LinkedHashMap<>();
    private final Deque<Batch> full = new ArrayDeque<>();
    private final Deque<Long> sentAt = new ArrayDeque<>();
    private final Map<String, Aside> aside = new LinkedHashMap<>();
    private long held;
    private long added;
    private long stored;
    private int waitingForAll;
    private boolean closed;
    private @Nullable Throwable failure;

    /** The rows of a table that refuses them, and since when. */
    private static final class Aside {
        final Deque<Batch> batches = new ArrayDeque<>();
        final long since = System.nanoTime();
        Refused why;
        long retryAt;
        long held;

        /** Whether rows of other tables were taken since these were last refused. */
        boolean othersGoOn;

        /** Whether these were refused even so: it is the table's trouble, not the engine's. */
        boolean isAlone;

        Aside(Refused why) {
            this.why = why;
        }

        void add(Batch batch) {
            batches.add(batch);
            held += batch.held();
        }
    }

    /** Writes one row's columns; what it wrote is forgotten when it throws. */
    @FunctionalInterface
    public interface Encoder {
        void write(RowBinary out);
    }

    /** Makes a table as it should be, when the engine says that it is not. */
    @FunctionalInterface
    public interface TableRepair {
        void repair(String table) throws IOException, Refused;
    }

    /**
     * A table in which is written down what was stored, after it was stored: a reader of it finds
     * the rows. It goes slowly, whatever comes.
     */
    public interface Notebook {
        String table();

        List<String> columns();

        void write(Object note, long version, RowBinary out);
    }

    /** For rows of which nothing is written down. */
    public static final Notebook NONE =
            new Notebook() {
                @Override
                public String table() {
                    return "";
                }

                @Override
                public List<String> columns() {
                    return List.of();
                }

                @Override
                public void write(Object note, long version, RowBinary out) {
                    throw new IllegalStateException("no notes are kept here");
                }
            };

    public InsertQueue(
            String name,
            Engine engine,
            DeadLetters deadLetters,
            Duration quick,
            Duration quiet,
            TableRepair repair,
            Notebook notebook) {
        this(name, engine, deadLetters, quick, quiet, PATIENCE, repair, notebook);
    }

    /**
     * @param patience with a table that alone refuses its rows
     */
    InsertQueue(
            String name,
            Engine engine,
            DeadLetters deadLetters,
            Duration quick,
            Duration quiet,
            Duration patience,
            TableRepair repair,
            Notebook notebook) {
        this.patience = patience;
        this.engine = engine;
        this.deadLetters = deadLetters;
        this.repair = repair;
        this.notebook = notebook;
        this.quick = quick.toNanos();
        this.quiet = quiet.toNanos();
        sender = new Thread(this::send, "inserts-" + name);
        sender.setDaemon(true);
        sender.start();
    }

    public InsertQueue(
            String name,
            Engine engine,
            DeadLetters deadLetters,
            Duration quick,
            Duration quiet,
            TableRepair repair) {
        this(name, engine, deadLetters, quick, quiet, repair, NONE);
    }

    /** Adds a row of which nothing is written down. */
    public void add(
            String table,
            List<String> columns,
            Encoder row,
            Function<String, DeadLetter> refusal,
            int heldElsewhere)
            throws InterruptedException {
        add(table, columns, row, refusal, heldElsewhere, List.of(), 0);
    }

    /**
     * Adds a row; blocks while too much waits.
     *
     * @param refusal makes the dead letter, should the engine refuse this row
     * @param heldElsewhere bytes that the refusal keeps alive
     * @param notes what to write down once the row is stored
     * @param version that the notes carry
     */
    public synchronized void add(
            String table,
            List<String> columns,
            Encoder row,
            Function<String, DeadLetter> refusal,
            int heldElsewhere,
            Collection<?> notes,
            long version)
            throws InterruptedException {
        while (held > MOST_HELD) {
            failIfBroken();
            wait();
        }
        failIfBroken();
        var batch = open.get(table);
        if (batch != null
                && !batch.columns.equals(columns)) { // The table's schema changed in between.
            close(batch);
            batch = null;
        }
        if (batch == null) {
            batch = new Batch(table, columns, System.nanoTime());
            held +=
                    batch.add(
                            row,
                            refusal,
                            heldElsewhere); // Only now: a row that fails leaves no empty batch.
            open.put(table, batch);
            notifyAll();
        } else {
            held += batch.add(row, refusal, heldElsewhere);
        }
        for (var note : notes) {
            batch.notes.merge(note, version, Math::max);
        }
        added++;
        if (batch.rows() >= MOST_ROWS || batch.bytes() >= MOST_BYTES) {
            close(batch);
        }
    }

    /** Returns when every row added so far is stored or refused; dead letters are safe as well. */
    public void flush() throws InterruptedException {
        synchronized (this) {
            waitingForAll++;
            notifyAll();
            try {
                // What was stored adds its notes, and those have to be safe as well.
                while (stored < added) {
                    failIfBroken();
                    wait();
                }
                failIfBroken();
            } finally {
                waitingForAll--;
            }
        }
        deadLetters.flush();
    }

    private void close(Batch batch) {
        open.remove(batch.table, batch);
        full.add(batch);
        notifyAll();
    }

    private void failIfBroken() {
        if (failure != null) {
            throw new IllegalStateException("inserting has stopped", failure);
        }
        if (closed) {
            throw new IllegalStateException("inserting was closed");
        }
    }

    private void send() {
        try {
            for (var batch = next(); batch != null; batch = next()) {
                try {
                    store(batch, 0, batch.rows());
                    done(batch);
                } catch (Refused e) {
                    setAside(batch, e);
                }
            }
        } catch (InterruptedException e) {
            // Closed: what was not stored is read again from Kafka.
        } catch (Throwable e) {
            synchronized (this) {
                failure = e;
                notifyAll();
            }
        }
    }

    private @Nullable Batch next() throws InterruptedException {
        while (true) {
            Batch batch;
            synchronized (this) {
                if (closed) {
                    return null;
                }
                batch = takeAgain();
                if (batch == null) {
                    batch = full.isEmpty() ? takeDue() : passBy(full.remove());
                }
                if (batch != null) {
                    sentAt.add(System.nanoTime());
                    lastRows.put(batch.table, batch.rows());
                    return batch;
                }
            }
            giveUp();
        }
    }

    /** The first rows of a table that was set aside, when it is time to try it again. */
    private @Nullable Batch takeAgain() {
        var now = System.nanoTime();
        for (var place : aside.values()) {
            if (!place.batches.isEmpty() && place.retryAt - now <= 0) {
                var batch = place.batches.remove();
                place.held -= batch.held();
                return batch;
            }
        }
        return null;
    }

    /** Nothing, when the batch's table is set aside; then it waits there. */
    private @Nullable Batch passBy(Batch batch) {
        var place = aside.get(batch.table);
        if (place == null) {
            return batch;
        }
        place.add(batch);
        return null;
    }

    private synchronized void setAside(Batch batch, Refused why) {
        var place =
                aside.computeIfAbsent(
                        batch.table,
                        table -> {
                            LOG.warn(
                                    "{} is set aside, the others go on: {}", table, why.toString());
                            return new Aside(why);
                        });
        place.why = why;
        place.isAlone = place.othersGoOn;
        place.othersGoOn = false;
        place.retryAt = System.nanoTime() + LONGEST_PAUSE.toNanos();
        place.batches.addFirst(batch);
        place.held += batch.held();
    }

    /**
     * Rows of a table that alone refuses them do not wait for ever: others need their room, or a
     * checkpoint waits for them. While no other table's rows are taken it is the engine's trouble,
     * and they do.
     */
    private void giveUp() throws InterruptedException {
        for (var lost = takeLost(); lost != null; lost = takeLost()) {
            for (var row = 0; row < lost.batch.rows(); row++) {
                deadLetters.send(
                        lost.batch.refused(
                                row,
                                "the warehouse refuses every row of "
                                        + lost.batch.table
                                        + ": "
                                        + lost.why.getMessage()));
            }
            lost.batch.notes.clear(); // They speak of rows that are stored.
            done(lost.batch);
        }
    }

    private record Lost(Batch batch, Refused why) {}

    private synchronized @Nullable Lost takeLost() {
        var now = System.nanoTime();
        for (var place : aside.values()) {
            var isLate = now - place.since > patience.toNanos();
            if (place.isAlone
                    && !place.batches.isEmpty()
                    && isLate
                    && (waitingForAll > 0 || place.held > MOST_ASIDE)) {
                var batch = place.batches.remove();
                place.held -= batch.held();
                return new Lost(batch, place.why);
            }
        }
        return null;
    }

    /** The open batch that is due longest, or null after waiting for the first to become due. */
    private @Nullable Batch takeDue() throws InterruptedException {
        var now = System.nanoTime();
        while (!sentAt.isEmpty() && now - sentAt.getFirst() > SECOND) {
            sentAt.removeFirst();
        }
        Batch first = null;
        var wait = Long.MAX_VALUE;
        for (var batch : open.values()) {
            var left = waitingForAll > 0 ? 0 : delay(batch) - (now - batch.firstAt);
            if (left < wait) {
                wait = left;
                first = batch;
            }
        }
        for (var place : aside.values()) {
            wait = place.batches.isEmpty() ? wait : Math.min(wait, place.retryAt - now);
        }
        if (wait == Long.MAX_VALUE) {
            wait();
            return null;
        }
        if (wait > 0) {
            wait(wait / 1_000_000, (int) (wait % 1_000_000));
            return null;
        }
        if (first == null || waitingForAll == 0 && delay(first) - (now - first.firstAt) > 0) {
            return null; // It was time for a table that is set aside.
        }
        open.remove(first.table);
        return passBy(first);
    }

    private long delay(Batch batch) {
        if (batch.table.equals(notebook.table())) {
            return quiet;
        }
        var calm = sentAt.size() < CALM_INSERTS_PER_SECOND;
        return calm || lastRows.getOrDefault(batch.table, 0) >= BUSY_ROWS ? quick : quiet;
    }

    private synchronized void done(Batch batch) {
        batch.notes.forEach((note, version) -> writeDown(batch, note, version));
        held -= batch.held();
        stored += batch.rows();
        notifyAll();
    }

    /** Never waits: it is the sender that comes here, and nobody else makes room. */
    private void writeDown(Batch of, Object note, long version) {
        var batch =
                open.computeIfAbsent(
                        notebook.table(),
                        table -> new Batch(table, notebook.columns(), System.nanoTime()));
        held += batch.add(out -> notebook.write(note, version, out), of.refusal(), 0);
        added++;
        if (batch.rows() >= MOST_ROWS) {
            close(batch);
        }
    }

    /** The engine takes rows of this table, so what it refuses of others is those tables' own. */
    private synchronized void taken(String table) {
        var back = aside.remove(table);
        if (back != null) {
            LOG.info("{} takes rows again", table);
            back.batches.forEach(full::addFirst);
        }
        aside.values().forEach(place -> place.othersGoOn = true);
    }

    /**
     * Stores these rows, however long the engine is away; of rows that are refused together, halves
     * are tried. Fails when the table goes on refusing.
     */
    private void store(Batch batch, int from, int to) throws InterruptedException, Refused {
        var pause = FIRST_PAUSE;
        for (var attempt = 1; ; attempt++) {
            try {
                engine.insert(batch.table, batch.columns, batch.read(from, to));
                if (attempt > 1) {
                    LOG.info("{} takes rows again after {} attempts", batch.table, attempt);
                }
                taken(batch.table);
                return;
            } catch (Refused e) {
                if (e.isOfValues()) {
                    refuse(batch, from, to, e);
                    return;
                }
                report(batch, attempt, e);
                if (e.isOfTable()) {
                    tryRepair(batch.table);
                }
                if (attempt >= ATTEMPTS_IN_PLACE || isAside(batch.table)) {
                    throw e;
                }
            } catch (IOException e) {
                report(batch, attempt, e);
            }
            pause = pause(pause);
        }
    }

    private synchronized boolean isAside(String table) {
        return aside.containsKey(table);
    }

    private void refuse(Batch batch, int from, int to, Refused e)
            throws InterruptedException, Refused {
        if (to - from == 1) {
            deadLetters.send(
                    batch.refused(from, "the warehouse refuses the row: " + e.getMessage()));
            return;
        }
        var middle = (from + to) >>> 1;
        store(batch, from, middle);
        store(batch, middle, to);
    }

    private void tryRepair(String table) {
        try {
            repair.repair(table);
        } catch (IOException | Refused e) {
            LOG.warn("{} could not be repaired yet: {}", table, e.toString());
        }
    }

    private static void report(Batch batch, int attempt, Exception e) {
        if (attempt == 1 || attempt % 30 == 0) {
            LOG.warn(
                    "{} rows wait for {} (attempt {}): {}",
                    batch.rows(),
                    batch.table,
                    attempt,
                    e.toString());
        }
    }

    private synchronized Duration pause(Duration pause) throws InterruptedException {
        var until = System.nanoTime() + pause.toNanos();
        for (var left = pause.toNanos(); left > 0 && !closed; left = until - System.nanoTime()) {
            wait(left / 1_000_000, (int) (left % 1_000_000));
        }
        if (closed) {
            throw new InterruptedException("closed");
        }
        var longer = pause.multipliedBy(2);
        return longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer;
    }

    /** Stops without storing: what waits was not acknowledged and comes again. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        sender.interrupt();
        try {
            sender.join(Duration.ofSeconds(5).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        engine.close();
        deadLetters.close();
    }
}
