package com.bloompetos.stream.reconcile;

import com.bloompetos.stream.warehouse.Refused;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One round over every published table: counts and checksums per range of keys, then the keys of
 * what differs, then the rows that differ for good.
 *
 * <p>Both sides are read while they are written to, so a difference is only a suspicion until every
 * change committed before it has arrived and the row still is as it was.
 */
final class Reconciliation {
    private static final Logger LOG = LoggerFactory.getLogger(Reconciliation.class);

    /** So many rows are summed in one statement; of so many the keys are held at most. */
    private static final int ROWS_OF_RANGE = 50_000;

    private static final int KEYS_OF_STATEMENT = 500;

    /** Most differences are changes under way, and gone when one looks again. */
    private static final int LOOK_AGAIN_SECONDS = 3;

    private final Source source;
    private final Mirrored mirrored;
    private final Arrival arrival;
    private final Repairs repairs;
    private final Consumer<List<Repair>> found;

    /** What a round did. */
    record Round(
            long tables,
            long rows,
            long suspects,
            long differing,
            long repaired,
            long workMillis,
            long tookMillis) {}

    /** A part of a range whose rows are summed: one organization's with these two last digits. */
    private record Bucket(String organizationId, String suffix) {}

    private record Sum(long rows, String digests) {
        static final Sum NOTHING = new Sum(0, "0");
    }

    /** A table's round: what was counted, and what is in doubt. */
    private record Found(
            ComparedTable table, long version, Map<String, long[]> rows, List<Suspect> suspects) {}

    /**
     * @param found takes the rows that differed, a table at a time
     */
    Reconciliation(
            Source source, Mirrored mirrored, Arrival arrival, Consumer<List<Repair>> found) {
        this.source = source;
        this.mirrored = mirrored;
        this.arrival = arrival;
        this.found = found;
        repairs = new Repairs(source, mirrored);
    }

    Round run() throws SQLException, IOException, Refused, InterruptedException {
        var work = new Work();
        source.ensureOpen();
        var warehouseTypes = mirrored.types();
        var tables = new ArrayList<Found>();
        for (var name : source.tables()) {
            var table = source.table(name, warehouseTypes.getOrDefault(name, Map.of()));
            if (!table.types().isEmpty()) { // The mirror makes a table with its first row.
                tables.add(look(table, work));
            }
        }
        var doubted = tables.stream().mapToLong(table -> table.suspects().size()).sum();
        var lasting = doubted == 0 ? Map.<Found, List<Suspect>>of() : lasting(tables, work);
        var made = new ArrayList<Repair>();
        for (var table : lasting.entrySet()) {
            for (var some : inStatements(table.getValue())) {
                made.addAll(repairs.make(table.getKey().table(), some));
            }
        }
        mirrored.note(made);
        made.stream().collect(Collectors.groupingBy(Repair::table)).values().forEach(found);
        mirrored.tell(completeness(tables, made));
        var round =
                new Round(
                        tables.size(),
                        tables.stream()
                                .flatMap(table -> table.rows().values().stream())
                                .mapToLong(rows -> rows[0])
                                .sum(),
                        doubted,
                        made.size(),
                        made.stream().filter(Repair::isDone).count(),
                        work.millis(),
                        work.tookMillis());
        mirrored.tell(round);
        return round;
    }

    private Found look(ComparedTable table, Work work)
            throws SQLException, IOException, Refused, InterruptedException {
        var found = new Found(table, source.position(), new LinkedHashMap<>(), new ArrayList<>());
        for (var range : work.step(() -> ranges(table))) {
            work.step(() -> found.suspects().addAll(compare(table, range, found.rows())));
        }
        return found;
    }

    /** Organizations as they fit into a range together; a large one alone, in several. */
    private List<KeyRange> ranges(ComparedTable table) throws SQLException, IOException, Refused {
        var rows = source.rowsByOrganization(table.name());
        mirrored.organizations(table).forEach(ghost -> rows.putIfAbsent(ghost, 0L));
        var ranges = new ArrayList<KeyRange>();
        var together = new LinkedHashSet<String>();
        long size = 0;
        for (var organization : rows.entrySet()) {
            if (organization.getValue() > ROWS_OF_RANGE) {
                ranges.addAll(rangesOf(table, organization.getKey()));
                continue;
            }
            if (size + organization.getValue() > ROWS_OF_RANGE) {
                ranges.add(KeyRange.of(together));
                together.clear();
                size = 0;
            }
            together.add(organization.getKey());
            size += organization.getValue();
        }
        if (!together.isEmpty()) {
            ranges.add(KeyRange.of(together));
        }
        return ranges;
    }

    private List<KeyRange> rangesOf(ComparedTable table, String organization) throws SQLException {
        var ranges = new ArrayList<KeyRange>();
        var rest = KeyRange.of(Set.of(organization));
        while (true) {
            var boundary = source.boundary(table, rest, ROWS_OF_RANGE);
            ranges.add(rest.upTo(boundary));
            if (boundary.isEmpty()) {
                return ranges;
            }
            rest = rest.after(boundary);
        }
    }

    /** Adds up the rows of both sides by organization; says whose keys differ. */
    private List<Suspect> compare(ComparedTable table, KeyRange range, Map<String, long[]> rows)
            throws SQLException, IOException, Refused {
        var inSource = sums(source.sums(table, range));
        var inWarehouse = sums(mirrored.sums(table, range));
        count(rows, inSource, 0);
        count(rows, inWarehouse, 1);
        var buckets = new ArrayList<Bucket>(inSource.keySet());
        buckets.addAll(inWarehouse.keySet());
        var suffixes = new TreeSet<String>();
        for (var bucket : buckets) {
            if (!inSource.getOrDefault(bucket, Sum.NOTHING)
                    .equals(inWarehouse.getOrDefault(bucket, Sum.NOTHING))) {
                suffixes.add(bucket.suffix());
            }
        }
        if (suffixes.isEmpty()) {
            return List.of();
        }
        var only = " and right(%s, 2) in (" + KeyRange.quoted(suffixes) + ")";
        return differing(
                source.digests(
                        table, range.inPostgres(table) + only.formatted(table.key() + "::text")),
                mirrored.digests(
                        table,
                        range.inWarehouse(table)
                                + only.formatted("toString(" + table.key() + ")")));
    }

    private static void count(Map<String, long[]> rows, Map<Bucket, Sum> sums, int side) {
        sums.forEach(
                (bucket, sum) ->
                        rows.computeIfAbsent(bucket.organizationId(), any -> new long[2])[side] +=
                                sum.rows());
    }

    private static Map<Bucket, Sum> sums(List<List<String>> rows) {
        var sums = new HashMap<Bucket, Sum>();
        for (var row : rows) {
            sums.put(
                    new Bucket(row.get(0), row.get(1)),
                    new Sum(Long.parseLong(row.get(2)), row.get(3)));
        }
        return sums;
    }

    private static List<Suspect> differing(
            List<List<String>> inSource, List<List<String>> inWarehouse) {
        var ours = digests(inSource);
        var theirs = digests(inWarehouse);
        var keys = new LinkedHashSet<>(ours.keySet());
        keys.addAll(theirs.keySet());
        return keys.stream()
                .map(
                        key ->
                                new Suspect(
                                        key,
                                        ours.getOrDefault(key, ""),
                                        theirs.getOrDefault(key, "")))
                .filter(suspect -> !suspect.inSource().equals(suspect.inWarehouse()))
                .toList();
    }

    private static Map<RowKey, String> digests(List<List<String>> rows) {
        var digests = new LinkedHashMap<RowKey, String>();
        rows.forEach(row -> digests.put(new RowKey(row.get(0), row.get(1)), row.get(2)));
        return digests;
    }

    /** What differs still, although everything that was committed has arrived. */
    private Map<Found, List<Suspect>> lasting(List<Found> tables, Work work)
            throws SQLException, IOException, Refused, InterruptedException {
        TimeUnit.SECONDS.sleep(LOOK_AGAIN_SECONDS);
        var lasting = new LinkedHashMap<Found, List<Suspect>>();
        for (var table : tables) {
            lasting.put(table, again(table.table(), table.suspects(), work));
        }
        lasting.values().removeIf(List::isEmpty);
        if (lasting.isEmpty()) {
            return lasting;
        }
        var topics = lasting.keySet().stream().map(table -> "cdc." + table.table().name()).toList();
        if (!arrival.await(topics)) {
            LOG.warn("{} stand in doubt while the mirror is behind", topics);
            return Map.of();
        }
        for (var table : lasting.entrySet()) {
            table.setValue(again(table.getKey().table(), table.getValue(), work));
        }
        lasting.values().removeIf(List::isEmpty);
        return lasting;
    }

    /** Those of the suspects that did not move meanwhile and still differ. */
    private List<Suspect> again(ComparedTable table, List<Suspect> suspects, Work work)
            throws SQLException, IOException, Refused, InterruptedException {
        var before = suspects.stream().collect(Collectors.toMap(Suspect::key, suspect -> suspect));
        var still = new ArrayList<Suspect>();
        for (var some : inStatements(suspects)) {
            still.addAll(work.step(() -> now(table, some)));
        }
        return still.stream()
                .filter(
                        suspect -> {
                            var then = before.get(suspect.key());
                            return then != null && then.inSource().equals(suspect.inSource());
                        })
                .toList();
    }

    private List<Suspect> now(ComparedTable table, Collection<Suspect> suspects)
            throws SQLException, IOException, Refused {
        var among = Source.among(table, suspects.stream().map(Suspect::key).toList());
        return differing(source.digests(table, among), mirrored.digests(table, among));
    }

    private static List<List<Suspect>> inStatements(List<Suspect> suspects) {
        var parts = new ArrayList<List<Suspect>>();
        for (var from = 0; from < suspects.size(); from += KEYS_OF_STATEMENT) {
            parts.add(suspects.subList(from, Math.min(suspects.size(), from + KEYS_OF_STATEMENT)));
        }
        return parts;
    }

    private static List<Completeness> completeness(List<Found> tables, List<Repair> repairs) {
        var counts = new ArrayList<Completeness>();
        for (var table : tables) {
            table.rows()
                    .forEach(
                            (organization, rows) ->
                                    counts.add(
                                            new Completeness(
                                                    table.table().name(),
                                                    organization,
                                                    rows[0],
                                                    rows[1],
                                                    repairs.stream()
                                                            .filter(repair -> !repair.isDone())
                                                            .filter(
                                                                    repair ->
                                                                            repair.isOf(
                                                                                    table.table()
                                                                                            .name(),
                                                                                    organization))
                                                            .count(),
                                                    table.version())));
        }
        return counts;
    }
}
