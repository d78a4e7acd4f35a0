package com.bloompetos.stream.batch;

import com.bloompetos.insight.kpi.Kpi;
import com.bloompetos.stream.warehouse.Engine;
import com.bloompetos.stream.warehouse.Refused;
import java.io.IOException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Computes readings from {@code kpi.sql} where rows changed, and puts them beside what is served.
 *
 * <p>A batch KPI's reading is written at once. A streamed one's is the stream's to tell: only when
 * a difference stands while the stream has gone on, it is a finding, and the batch's value is
 * served.
 */
final class KpiBatch {
    private static final Logger LOG = LoggerFactory.getLogger(KpiBatch.class);
    private static final String CELL = "kpi, organization_id, branch_id, day, dimensions";
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSS");
    private static final String READING =
            "kpi, definition_version, organization_id, branch_id, day, dimensions, numerator,"
                    + " denominator, numerator_state, denominator_state, quantile_state, version";

    /** An insert is seen a while after the moment it is noted under; later than this, never. */
    private static final int LATEST_SECONDS = 60;

    /** Half an hour's notes in one round; after a long rest there are more rounds. */
    private static final int MOST_NOTES = 2_000;

    /** Snapshots and cohorts look back over months; nobody waits for them by the second. */
    private static final Duration CALENDAR_EVERY = Duration.ofMinutes(5);

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Engine engine;
    private final List<KpiCells> kpis;
    private final Set<String> streamed;
    private final int horizonDays;
    private final Consumer<Difference> found;
    private final LongSupplier millis;
    private final Map<String, Suspect> suspects = new HashMap<>();
    private final Set<String> done = new HashSet<>();
    private final Set<String> refused = new HashSet<>();
    private String from = "";
    private final Set<String> owedToCalendar = new LinkedHashSet<>();
    private long calendarAt = Long.MIN_VALUE;

    private record Suspect(Difference difference, long since) {}

    /** What a round did. */
    record Round(long cells, long compared, long written, long millis) {}

    /**
     * @param streamed KPIs that a stream tells, on days not older than the horizon
     * @param found takes what the stream told wrongly
     */
    KpiBatch(
            Engine engine,
            Collection<Kpi> kpis,
            Set<String> streamed,
            int horizonDays,
            Consumer<Difference> found,
            LongSupplier millis) {
        this.engine = engine;
        this.kpis = kpis.stream().map(KpiCells::new).toList();
        this.streamed = streamed;
        this.horizonDays = horizonDays;
        this.found = found;
        this.millis = millis;
    }

    /** One round over everything that was noted since the last. */
    Round run() throws IOException, Refused {
        long began = millis.getAsLong();
        var missing = missing();
        if (missing.containsKey("branches")) {
            return new Round(0, 0, 0, 0); // Nobody is there yet.
        }
        if (from.isEmpty()) {
            // What was still owed to the calendar when this program ended comes again.
            from =
                    one(
                            "select toString(max(noted_to) - interval %d second) from ledger.batch_rounds"
                                    .formatted(CALENDAR_EVERY.toSeconds()));
        }
        var noted = notes();
        owedToCalendar.addAll(noted);
        boolean calendarIsDue =
                calendarAt == Long.MIN_VALUE || began - calendarAt >= CALENDAR_EVERY.toMillis();
        var whole = unknownDefinitions();
        whole.addAll(refused);
        engine.execute("truncate table ledger.batch_notes");
        engine.execute("truncate table ledger.batch_cells");
        engine.execute("truncate table ledger.batch_found");
        var wanted = new LinkedHashMap<KpiCells, Boolean>();
        var cells = new ArrayList<String>();
        hand(noted, false);
        if (calendarIsDue) {
            hand(owedToCalendar, true);
        }
        var tables = tables(touched(false));
        var owedTables = calendarIsDue ? tables(touched(true)) : Set.<String>of();
        for (var kpi : kpis) {
            if (refused.contains(kpi.kpi().name()) && !calendarIsDue) {
                continue; // A query that fails over a whole history is dear: not in every round.
            }
            boolean isWhole = whole.contains(kpi.kpi().name());
            if (isWhole && !missing.containsKey("appointments")) {
                cells.add(kpi.fromCalendar());
                wanted.put(kpi, true);
            } else if (kpi.isOfCalendar()) {
                if (calendarIsDue) {
                    cells.add(
                            kpi.reads(owedTables)
                                    ? kpi.fromTouched(touched(true))
                                    : kpi.fromToday());
                    wanted.put(kpi, isWhole);
                }
            } else if (kpi.reads(tables)) {
                cells.add(kpi.fromTouched(touched(false)));
                wanted.put(kpi, isWhole);
            }
        }
        if (!cells.isEmpty()) {
            engine.execute("insert into ledger.batch_cells " + String.join("\nunion all\n", cells));
        }
        compute(wanted, missing);
        var round = wanted.isEmpty() ? new Round(0, 0, 0, 0) : write(began);
        remember(noted, whole, wanted.keySet(), round);
        if (calendarIsDue) {
            owedToCalendar.clear();
            calendarAt = began;
        }
        return round;
    }

    /** A KPI whose query is refused holds up no other; its whole history is due until it works. */
    private void compute(Map<KpiCells, Boolean> wanted, Map<String, String> missing)
            throws IOException, Refused {
        for (var entry : List.copyOf(wanted.entrySet())) {
            var kpi = entry.getKey();
            try {
                engine.execute(kpi.compute(missing, entry.getValue()));
                refused.remove(kpi.kpi().name());
            } catch (Refused e) {
                wanted.remove(kpi);
                if (refused.add(kpi.kpi().name())) {
                    LOG.error("{} cannot be computed: {}", kpi.kpi().name(), e.getMessage());
                }
            }
        }
    }

    // -- What is new ---------------------------------------------------------------------------

    /** The moments under which touched days were noted and not yet worked off, oldest first. */
    private List<String> notes() throws IOException, Refused {
        return engine
                .query(
                        """
                        select distinct toString(noted_at) as noted from ledger.touched_days
                        where noted_at > toDateTime64('%s', 6, 'UTC') - interval %d second
                        order by noted
                        limit %d"""
                                .formatted(from, LATEST_SECONDS, done.size() + MOST_NOTES))
                .stream()
                .map(row -> row.get(0))
                .filter(noted -> !done.contains(noted))
                .toList();
    }

    private void hand(Collection<String> noted, boolean isOwed) throws IOException, Refused {
        if (!noted.isEmpty()) {
            engine.execute(
                    noted.stream()
                            .map(moment -> "('%s', %d)".formatted(moment, isOwed ? 1 : 0))
                            .collect(
                                    Collectors.joining(
                                            ", ", "insert into ledger.batch_notes values ", "")));
        }
    }

    private static String touched(boolean isOwed) {
        return "select * from ledger.touched_days where noted_at in"
                + " (select noted_at from ledger.batch_notes where is_owed = %d)"
                        .formatted(isOwed ? 1 : 0);
    }

    private Set<String> tables(String touched) throws IOException, Refused {
        return engine.query("select distinct table_name from (" + touched + ")").stream()
                .map(row -> row.get(0))
                .collect(Collectors.toSet());
    }

    /** Definitions of which nothing was ever computed: their whole history is. */
    private Set<String> unknownDefinitions() throws IOException, Refused {
        var known =
                engine.query("select kpi, definition_version from ledger.batch_kpis final").stream()
                        .map(row -> row.get(0) + "/" + row.get(1))
                        .collect(Collectors.toSet());
        return kpis.stream()
                .map(KpiCells::kpi)
                .filter(kpi -> !known.contains(kpi.name() + "/" + kpi.definitionVersion()))
                .map(Kpi::name)
                .collect(Collectors.toCollection(HashSet::new));
    }

    /** Structures of staging tables whose raw table is made with its first row: they are empty. */
    private Map<String, String> missing() throws IOException, Refused {
        var missing = new HashMap<String, String>();
        for (var row :
                engine.query(
                        """
                        select table, arrayStringConcat(groupArray(name || ' ' || type), ', ')
                        from (
                            select table, name, type from system.columns
                            where database = 'staging' and table not in (select name from system.tables where database = 'raw')
                            order by table, position
                        )
                        group by table""")) {
            missing.put(row.get(0), row.get(1));
        }
        return missing;
    }

    // -- What is done about it -----------------------------------------------------------------

    private Round write(long began) throws IOException, Refused {
        var foundAt = confirm(began);
        var written =
                "differs and (kpi not in (%s) or day < today() - %d or (%s) in (select %s from mart.differences where found_at = toDateTime64('%s', 6, 'UTC')))"
                        .formatted(quoted(streamed), horizonDays, CELL, CELL, foundAt);
        // The log first: a round that ends between the two finds the same difference again.
        for (var table : List.of("mart.readings", "mart.latest_readings")) {
            engine.execute(
                    "insert into %s (%s, source, recorded_at) select %s, 'batch', now64(6) from ledger.batch_found where %s"
                            .formatted(table, READING, READING, written));
        }
        engine.execute(
                """
                insert into mart.seals
                select kpi, definition_version, organization_id, branch_id, max(version), count(),
                       countIf(differs and not (%s)), now64(6)
                from ledger.batch_found
                group by kpi, definition_version, organization_id, branch_id"""
                        .formatted(written));
        var counts =
                engine.query(
                                "select (select count() from ledger.batch_cells), count(), countIf(%s) from ledger.batch_found"
                                        .formatted(written))
                        .get(0);
        return new Round(
                Long.parseLong(counts.get(0)),
                Long.parseLong(counts.get(1)),
                Long.parseLong(counts.get(2)),
                millis.getAsLong() - began);
    }

    /**
     * A difference may be a moment's: the stream or the mirror is about to write. It is looked at
     * again until it is gone, or stands although the stream has told newer things.
     *
     * @return the moment under which the confirmed ones are written down
     */
    private String confirm(long now) throws IOException, Refused {
        var differing = differing();
        var foundAt = instant(now);
        if (!differing.isEmpty()) {
            long told =
                    Long.parseLong(
                            one(
                                    "select max(version) from mart.latest_readings where source = 'stream' and recorded_at < now64(6) - interval 10 second"));
            var again = new ArrayList<Difference>();
            for (var difference : differing) {
                var suspect = suspects.get(difference.cell());
                long since =
                        suspect != null && suspect.difference().equals(difference)
                                ? suspect.since()
                                : now;
                if (now - since >= PATIENCE.toMillis() && told >= difference.batch().version()) {
                    suspects.remove(difference.cell());
                    writeDown(difference, foundAt);
                    found.accept(difference);
                } else {
                    suspects.put(difference.cell(), new Suspect(difference, since));
                    again.add(difference);
                }
            }
            touch(again);
        }
        var still = differing.stream().map(Difference::cell).collect(Collectors.toSet());
        suspects.keySet().retainAll(still);
        return foundAt;
    }

    private List<Difference> differing() throws IOException, Refused {
        return engine
                .query(
                        """
                        select %s, served_numerator, served_denominator, served_version, numerator, denominator, version
                        from ledger.batch_found
                        where differs and kpi in (%s) and day >= today() - %d
                        limit 10000"""
                                .formatted(CELL, quoted(streamed), horizonDays))
                .stream()
                .map(
                        row ->
                                new Difference(
                                        row.get(0),
                                        row.get(1),
                                        row.get(2),
                                        row.get(3),
                                        row.get(4),
                                        value(row, 5),
                                        value(row, 8)))
                .toList();
    }

    private static Difference.Value value(List<String> row, int from) {
        return new Difference.Value(
                Long.parseLong(row.get(from)),
                Long.parseLong(row.get(from + 1)),
                Long.parseLong(row.get(from + 2)));
    }

    private void touch(List<Difference> differences) throws IOException, Refused {
        if (differences.isEmpty()) {
            return;
        }
        var sources =
                kpis.stream()
                        .map(KpiCells::kpi)
                        .filter(kpi -> streamed.contains(kpi.name()))
                        .collect(
                                Collectors.toMap(
                                        Kpi::name, kpi -> kpi.sources().iterator().next()));
        engine.execute(
                differences.stream()
                        .map(
                                difference ->
                                        "('%s', '%s', '%s', '%s', %d)"
                                                .formatted(
                                                        sources.get(difference.kpi()),
                                                        difference.organizationId(),
                                                        difference.branchId(),
                                                        difference.day(),
                                                        difference.batch().version()))
                        .collect(
                                Collectors.joining(
                                        ", ",
                                        "insert into ledger.touched_days (table_name, organization_id, branch_id, day, version) values ",
                                        "")));
    }

    private void writeDown(Difference difference, String foundAt) throws IOException, Refused {
        engine.execute(
                """
                insert into mart.differences
                select kpi, definition_version, organization_id, branch_id, day, dimensions,
                       served_numerator, served_denominator, served_version, numerator, denominator, version,
                       toDateTime64('%s', 6, 'UTC')
                from ledger.batch_found
                where kpi = '%s' and organization_id = '%s' and branch_id = '%s' and day = '%s'
                  and toString(dimensions) = %s"""
                        .formatted(
                                foundAt,
                                difference.kpi(),
                                difference.organizationId(),
                                difference.branchId(),
                                difference.day(),
                                literal(difference.dimensions())));
    }

    private void remember(
            List<String> noted, Set<String> whole, Set<KpiCells> computed, Round round)
            throws IOException, Refused {
        for (var kpi : computed) {
            if (whole.contains(kpi.kpi().name())) {
                engine.execute(
                        "insert into ledger.batch_kpis (kpi, definition_version) values ('%s', %d)"
                                .formatted(kpi.kpi().name(), kpi.kpi().definitionVersion()));
            }
        }
        if (noted.isEmpty()) {
            return;
        }
        var newest = noted.get(noted.size() - 1);
        engine.execute(
                "insert into ledger.batch_rounds (noted_to, cells, compared, written, millis) values ('%s', %d, %d, %d, %d)"
                        .formatted(
                                newest,
                                round.cells(),
                                round.compared(),
                                round.written(),
                                round.millis()));
        from = newest.compareTo(from) > 0 ? newest : from;
        done.addAll(noted);
        var oldest =
                LocalDateTime.parse(from, MOMENT).minusSeconds(2L * LATEST_SECONDS).format(MOMENT);
        done.removeIf(moment -> moment.compareTo(oldest) < 0);
    }

    private String one(String select) throws IOException, Refused {
        return engine.query(select).get(0).get(0);
    }

    private static String instant(long millis) {
        return LocalDateTime.ofEpochSecond(
                        Math.floorDiv(millis, 1_000L),
                        (int) Math.floorMod(millis, 1_000L) * 1_000_000,
                        ZoneOffset.UTC)
                .format(MOMENT);
    }

    private static String literal(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    private static String quoted(Collection<String> names) {
        return names.stream().map(name -> "'" + name + "'").collect(Collectors.joining(", "));
    }
}
