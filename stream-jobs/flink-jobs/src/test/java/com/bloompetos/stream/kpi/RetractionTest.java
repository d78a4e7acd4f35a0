package com.bloompetos.stream.kpi;

import static org.assertj.core.api.Assertions.assertThat;

import com.bloompetos.stream.change.Change;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.typeutils.PojoTypeInfo;
import org.junit.jupiter.api.Test;

class RetractionTest {
    private static final String[] EVERY_KPI =
            Contributor.ALL.stream().map(Contributor::kpi).toArray(String[]::new);
    private static final LocalDate TODAY = LocalDate.parse("2026-03-20");
    private final CaseChanges rows = new CaseChanges();

    @Test
    void aQuietCellIsToldAtOnceAndARestingOneTogether() throws Exception {
        try (var stream = KpiStream.on(TODAY, "bookings", "no_show_rate", "net_sales").live()) {
            stream.accept(booked("c", 10, "a-1", TODAY));
            assertThat(stream.told()).extracting(Reading::numerator).containsExactly(1L);
            stream.accept(booked("c", 11, "a-2", TODAY));
            stream.accept(booked("c", 12, "a-3", TODAY));
            assertThat(stream.told()).isEmpty();
            stream.pass(SumCells.REST.toMillis());
            assertThat(stream.told())
                    .singleElement()
                    .satisfies(
                            r ->
                                    assertThat(List.of(r.numerator(), r.version()))
                                            .containsExactly(3L, 12L));
            stream.pass(SumCells.REST.toMillis());
            stream.accept(booked("c", 13, "a-4", TODAY));
            assertThat(stream.told()).extracting(Reading::numerator).containsExactly(4L);
        }
    }

    @Test
    void repeatsAndOlderVersionsChangeNothing() throws Exception {
        try (var stream = KpiStream.on(TODAY, "bookings", "no_show_rate", "net_sales").live()) {
            stream.accept(booked("c", 10, "a-1", TODAY));
            stream.accept(booked("d", 20, "a-1", TODAY));
            stream.pass(100);
            assertThat(stream.told()).last().satisfies(r -> assertThat(r.numerator()).isZero());
            stream.accept(booked("c", 10, "a-1", TODAY));
            stream.accept(booked("d", 20, "a-1", TODAY));
            stream.accept(booked("r", 99, "a-1", TODAY));
            stream.pass(100);
            assertThat(stream.told()).isEmpty();
        }
    }

    @Test
    void aSnapshotRowOnlyFillsAGap() throws Exception {
        try (var stream = KpiStream.on(TODAY, "bookings", "no_show_rate", "net_sales").live()) {
            stream.accept(booked("r", 99, "a-1", TODAY));
            stream.accept(booked("r", 99, "a-1", TODAY));
            assertThat(stream.told())
                    .singleElement()
                    .satisfies(
                            r ->
                                    assertThat(List.of(r.numerator(), r.version()))
                                            .containsExactly(1L, 0L));
            stream.pass(100);
            stream.accept(booked("d", 5, "a-1", TODAY));
            assertThat(stream.told())
                    .singleElement()
                    .satisfies(
                            r ->
                                    assertThat(List.of(r.numerator(), r.version()))
                                            .containsExactly(0L, 5L));
        }
    }

    @Test
    void aMovedRowLeavesOneCellAndEntersAnother() throws Exception {
        try (var stream = KpiStream.on(TODAY, "bookings", "no_show_rate", "net_sales").live()) {
            stream.accept(booked("c", 10, "a-1", TODAY));
            stream.pass(100);
            stream.told();
            stream.accept(booked("u", 11, "a-1", TODAY.minusDays(1)));
            assertThat(stream.told())
                    .extracting(
                            r -> Cell.of(r.cell()).day() + "=" + r.numerator() + "@" + r.version())
                    .containsExactly("2026-03-20=0@11", "2026-03-19=1@11");
        }
    }

    @Test
    void aRowThatKeepsItsPartsStillMovesTheVersion() throws Exception {
        try (var stream = KpiStream.on(TODAY, "bookings", "no_show_rate", "net_sales").live()) {
            stream.accept(booked("c", 10, "a-1", TODAY));
            stream.accept(booked("u", 11, "a-1", TODAY));
            stream.pass(100);
            assertThat(stream.told())
                    .last()
                    .satisfies(
                            r ->
                                    assertThat(List.of(r.numerator(), r.version()))
                                            .containsExactly(1L, 11L));
        }
    }

    @Test
    void nothingIsToldBeforeThePastIsRead() throws Exception {
        try (var stream = KpiStream.on(TODAY, "bookings", "no_show_rate", "net_sales")) {
            stream.accept(booked("c", 10, "a-1", TODAY));
            stream.accept(booked("c", 11, "a-2", TODAY));
            stream.accept(booked("c", 12, "a-3", TODAY.minusDays(1)));
            stream.pass(1_000);
            assertThat(stream.told()).isEmpty();
            stream.live();
            assertThat(stream.told())
                    .extracting(r -> r.numerator() + "@" + r.version())
                    .containsExactlyInAnyOrder("2@11", "1@12");
        }
    }

    @Test
    void aRestoredCellThatRestedIsToldWhenThePastIsRead() throws Exception {
        var stream = KpiStream.on(TODAY, "bookings", "no_show_rate", "net_sales").live();
        stream.accept(booked("c", 10, "a-1", TODAY));
        stream.accept(booked("c", 11, "a-2", TODAY));
        stream = stream.killedAndRestored(stream.checkpoint());
        stream.pass(1_000);
        assertThat(stream.told()).isEmpty();
        stream.live();
        assertThat(stream.told()).extracting(Reading::numerator).containsExactly(2L);
        stream.close();
    }

    @Test
    void killsAndReplaysEndInTheSameReadings() throws Exception {
        for (int seed = 0; seed < 20; seed++) {
            var random = new Random(seed);
            var log = log(random, 300);
            var told = new ArrayList<Reading>();
            var stream = KpiStream.on(TODAY, EVERY_KPI).live();
            var checkpoint = stream.checkpoint();
            int checkpointAt = 0;
            int read = 0;
            while (read < log.size()) {
                stream.accept(log.get(read++));
                if (random.nextInt(10) == 0) {
                    stream.pass(random.nextInt(80));
                }
                if (random.nextInt(20) == 0) {
                    checkpoint = stream.checkpoint();
                    checkpointAt = read;
                }
                if (random.nextInt(40) == 0) {
                    told.addAll(stream.told());
                    stream = stream.killedAndRestored(checkpoint);
                    for (int again = checkpointAt; again < read; again++) {
                        stream.accept(log.get(again));
                    }
                    stream.live();
                }
            }
            stream.pass(1_000);
            told.addAll(stream.told());
            stream.close();
            assertThat(parts(KpiStream.latest(told))).as("seed %d", seed).isEqualTo(truth(log));
        }
    }

    @Test
    void aClosedDayIsNotToldAndItsStateEnds() throws Exception {
        try (var stream = KpiStream.on(TODAY, "bookings", "no_show_rate", "net_sales").live()) {
            stream.accept(booked("c", 10, "a-1", TODAY));
            assertThat(stream.told()).hasSize(1);
            stream.pass(Duration.ofDays(Horizon.DAYS + 1).toMillis());
            stream.accept(booked("u", 11, "a-1", TODAY));
            stream.accept(booked("c", 12, "a-2", TODAY));
            stream.pass(1_000);
            assertThat(stream.told()).isEmpty();
            stream.pass(Duration.ofDays(Horizon.DAYS + 3).toMillis());
            assertThat(stream.stateEntries()).isZero();
        }
    }

    @Test
    void everythingThatTravelsHasATypeOfItsOwn() {
        for (var type :
                List.of(
                        RowContributions.class,
                        Contribution.class,
                        Delta.class,
                        Reading.class,
                        Retract.Known.class,
                        SumCells.Sum.class)) {
            assertThat(TypeInformation.of(type)).isInstanceOf(PojoTypeInfo.class);
        }
    }

    private static Map<String, String> parts(Map<String, Reading> readings) {
        var parts = new HashMap<String, String>();
        readings.forEach(
                (cell, r) ->
                        parts.put(cell, r.numerator() + "/" + r.denominator() + "@" + r.version()));
        return parts;
    }

    /** The log as it came, with repeats; the newest version of each row counts. */
    private static Map<String, String> truth(List<Change> log) {
        var contribute = new Contribute(Contributor.ALL);
        var newest = new HashMap<String, RowContributions>();
        var versions = new HashMap<String, Long>();
        var touched = new HashMap<String, long[]>();
        for (var change : log) {
            var row = contribute.contributions(change);
            if (row.version() <= versions.getOrDefault(row.row(), -1L)) {
                continue;
            }
            versions.put(row.row(), row.version());
            var before = newest.put(row.row(), row);
            if (before != null) {
                before.contributions().forEach(c -> add(touched, c, -1, row.version()));
            }
            row.contributions().forEach(c -> add(touched, c, 1, row.version()));
        }
        var parts = new HashMap<String, String>();
        touched.forEach((cell, sums) -> parts.put(cell, sums[0] + "/" + sums[1] + "@" + sums[2]));
        return parts;
    }

    private static void add(Map<String, long[]> cells, Contribution part, int sign, long version) {
        var sums = cells.computeIfAbsent(part.cell(), cell -> new long[3]);
        sums[0] += sign * part.numerator();
        sums[1] += sign * part.denominator();
        sums[2] = Math.max(sums[2], version);
    }

    private List<Change> log(Random random, int size) {
        var log = new ArrayList<Change>();
        var statuses = List.of("scheduled", "completed", "no_show", "cancelled");
        for (int lsn = 1; lsn <= size; lsn++) {
            if (lsn > 10 && random.nextInt(8) == 0) {
                log.add(log.get(log.size() - 1 - random.nextInt(8)));
            }
            var row =
                    new HashMap<String, Object>(
                            row("a-" + random.nextInt(30), TODAY.minusDays(random.nextInt(3))));
            row.put("status", statuses.get(random.nextInt(statuses.size())));
            row.put("scheduled_hour", 9L + random.nextInt(2));
            log.add(rows.change("appointments", random.nextInt(10) == 0 ? "d" : "u", lsn, row));
        }
        return log;
    }

    private Change booked(String op, long lsn, String id, LocalDate day) {
        return rows.change("appointments", op, lsn, row(id, day));
    }

    private static Map<String, Object> row(String id, LocalDate day) {
        return Map.of(
                "organization_id",
                new UUID(0, 1).toString(),
                "branch_id",
                new UUID(0, 2).toString(),
                "appointment_id",
                id,
                "service_id",
                "groom",
                "booked_day",
                day.toString(),
                "scheduled_day",
                day.toString(),
                "scheduled_hour",
                9L,
                "status",
                "scheduled",
                "is_late_cancel",
                false);
    }
}
