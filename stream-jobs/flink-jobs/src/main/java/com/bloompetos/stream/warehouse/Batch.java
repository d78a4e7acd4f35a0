package com.bloompetos.stream.warehouse;

import com.bloompetos.stream.change.DeadLetter;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Rows of one table and one list of columns, on their way into one insert. */
final class Batch {
    final String table;
    final List<String> columns;
    final long firstAt;

    /** What is written down about these rows once they are stored, each with its newest version. */
    final Map<Object, Long> notes = new HashMap<>();

    private final RowBinary rows = new RowBinary(16 * 1024);
    private final List<Function<String, DeadLetter>> refusals = new ArrayList<>();
    private int[] starts = new int[64];
    private long held;

    Batch(String table, List<String> columns, long firstAt) {
        this.table = table;
        this.columns = columns;
        this.firstAt = firstAt;
    }

    /** Adds a row, or leaves everything as it was when the writer fails. */
    int add(InsertQueue.Encoder encoder, Function<String, DeadLetter> refusal, int heldElsewhere) {
        var start = rows.size();
        try {
            encoder.write(rows);
        } catch (RuntimeException e) {
            rows.truncate(start);
            throw e;
        }
        if (refusals.size() == starts.length) {
            starts = Arrays.copyOf(starts, 2 * starts.length);
        }
        starts[refusals.size()] = start;
        refusals.add(refusal);
        var more = rows.size() - start + heldElsewhere;
        held += more;
        return more;
    }

    int rows() {
        return refusals.size();
    }

    /** The memory that this batch keeps, roughly. */
    long held() {
        return held;
    }

    int bytes() {
        return rows.size();
    }

    InputStream read(int from, int to) {
        return rows.read(starts[from], to == refusals.size() ? rows.size() : starts[to]);
    }

    /** How a row of this batch is set aside. */
    Function<String, DeadLetter> refusal() {
        return refusals.get(0);
    }

    DeadLetter refused(int row, String reason) {
        return refusals.get(row).apply(reason);
    }
}
