package com.bloompetos.stream.reconcile;

import com.bloompetos.stream.warehouse.Refused;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Writes rows as PostgreSQL has them, under a log position that no change after it can lose to.
 *
 * <p>The position is noted first; then everything that was open at it must end, so that what is
 * read holds every change older than the position. A change that comes meanwhile is newer than the
 * position and wins, in whatever order the two are written.
 */
final class Repairs {
    private static final int LONGEST_TRANSACTION_SECONDS = 60;

    private final Source source;
    private final Mirrored mirrored;

    Repairs(Source source, Mirrored mirrored) {
        this.source = source;
        this.mirrored = mirrored;
    }

    List<Repair> make(ComparedTable table, Collection<Suspect> suspects)
            throws SQLException, IOException, Refused, InterruptedException {
        // The very next change may be written at the position itself.
        long version = source.position() - 1;
        if (!everythingOpenHasEnded()) {
            return done(
                    table, suspects, version, key -> "a transaction has been open for too long");
        }
        var keys = suspects.stream().map(Suspect::key).toList();
        var days = new LinkedHashSet<>(mirrored.days(table, keys, version));
        var rows = rows(table, keys);
        mirrored.write(table, rows.values(), version);
        mirrored.delete(table, without(keys, rows.keySet()), version);
        days.addAll(mirrored.days(table, keys, version));
        mirrored.touch(days);
        var newer = mirrored.newerThan(source.position(), table, keys);
        return done(
                table,
                suspects,
                version,
                key ->
                        newer.contains(key)
                                ? "the warehouse holds a newer position than the database ever had: was the database restored?"
                                : "");
    }

    private boolean everythingOpenHasEnded() throws SQLException, InterruptedException {
        var transaction = source.newTransaction();
        for (var second = 0; second < LONGEST_TRANSACTION_SECONDS; second++) {
            if (source.hasEndedBefore(transaction)) {
                return true;
            }
            TimeUnit.SECONDS.sleep(1);
        }
        return false;
    }

    private Map<RowKey, String> rows(ComparedTable table, List<RowKey> keys) throws SQLException {
        var wanted = Set.copyOf(keys);
        var rows = new LinkedHashMap<RowKey, String>();
        for (var row : source.jsonRows(table, keys)) {
            var key = new RowKey(row.get(0), row.get(1));
            if (wanted.contains(key)) {
                rows.put(key, row.get(2));
            }
        }
        return rows;
    }

    private static List<RowKey> without(List<RowKey> keys, Set<RowKey> present) {
        return keys.stream().filter(key -> !present.contains(key)).toList();
    }

    private interface Note {
        String of(RowKey key);
    }

    private List<Repair> done(
            ComparedTable table, Collection<Suspect> suspects, long version, Note note)
            throws IOException, Refused {
        var branches = mirrored.branches(table, suspects.stream().map(Suspect::key).toList());
        var repairs = new ArrayList<Repair>();
        for (var suspect : suspects) {
            var why = note.of(suspect.key());
            repairs.add(
                    new Repair(
                            table.name(),
                            suspect.key(),
                            branches.getOrDefault(suspect.key(), ""),
                            suspect.kind(),
                            version,
                            why.isEmpty(),
                            why));
        }
        return repairs;
    }
}
