package com.bloompetos.api.kpi;

import com.bloompetos.api.position.Position;
import com.bloompetos.api.problem.Problem;
import com.bloompetos.api.problem.ProblemType;
import com.bloompetos.events.Topic;
import com.bloompetos.insight.kpi.Kpi;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Lets a read wait for its own write: first until the row stands in raw, then in its cell. */
@Component
class OwnWrites {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    // A query costs the engine some 8 ms; the way from commit to raw takes about 100.
    private static final long STEP_MS = 40;
    // A change that leaves a cell's value as it was writes no reading: wait a little, not in vain.
    private static final Duration FLUSH = Duration.ofMillis(400);

    private static final Pattern POSITION =
            Pattern.compile("([a-z_]+):([0-9a-f-]{36})@(\\d{1,18})");
    private static final Pattern SOURCE = Pattern.compile("from\\s+staging\\.(\\w+)");
    private static final Pattern DAY = Pattern.compile("(\\w+)\\s+as\\s+day\\b");

    private final Warehouse warehouse;
    private final FreshnessReader freshness;

    OwnWrites(Warehouse warehouse, FreshnessReader freshness) {
        this.warehouse = warehouse;
        this.freshness = freshness;
    }

    /** The header of a write as a parameter, or a problem that names it. */
    static Position parse(String after) {
        var parts = POSITION.matcher(after);
        if (!parts.matches() || keyOf(parts.group(1)).isEmpty()) {
            throw Problem.invalid(
                    ProblemType.INVALID_FIELD,
                    "after",
                    "after is what the header %s of a write said.".formatted(Position.HEADER));
        }
        try {
            return new Position(
                    parts.group(1),
                    UUID.fromString(parts.group(2)),
                    Long.parseLong(parts.group(3)));
        } catch (IllegalArgumentException malformed) {
            throw Problem.invalid(ProblemType.INVALID_FIELD, "after", "after has no valid id.");
        }
    }

    OwnWrite await(Position position, Kpi kpi, KpiPlace place) {
        var began = System.nanoTime();
        while (!stands(position, place)) {
            if (isOver(began, PATIENCE)) {
                return new OwnWrite(
                        position.toString(),
                        false,
                        false,
                        freshness.now().behindMs(),
                        since(began));
            }
            pause();
        }
        var included = awaitCell(position, kpi, place, began);
        return new OwnWrite(position.toString(), true, included, null, since(began));
    }

    private @Nullable Boolean awaitCell(Position position, Kpi kpi, KpiPlace place, long began) {
        var source = SOURCE.matcher(kpi.sql());
        var dayColumn = DAY.matcher(kpi.sql());
        if (!source.find() || !dayColumn.find() || !source.group(1).equals(position.table())) {
            return null;
        }
        var day = dayOf(position, place, dayColumn.group(1));
        if (day.isEmpty()) {
            return true; // Deleted: the row is in no cell any more.
        }
        var arrived = System.nanoTime();
        while (cellVersion(kpi, place, day.get()) < position.lsn()) {
            if (isOver(arrived, FLUSH) || isOver(began, PATIENCE)) {
                return false;
            }
            pause();
        }
        return true;
    }

    private boolean stands(Position position, KpiPlace place) {
        return Warehouse.orNothingYet(() -> isInRaw(position, place), false);
    }

    private boolean isInRaw(Position position, KpiPlace place) {
        return warehouse
                        .sql(
                                """
                                select toInt64(max(source_version)) from raw.%s
                                where organization_id = toUUID(?) and %s = toUUID(?)
                                """
                                        .formatted(
                                                position.table(),
                                                keyOf(position.table()).orElseThrow()))
                        .params(place.organizationId().toString(), position.id().toString())
                        .query(Long.class)
                        .single()
                >= position.lsn();
    }

    private Optional<LocalDate> dayOf(Position position, KpiPlace place, String column) {
        return warehouse
                .sql(
                        """
                        select toString(%s) from raw.%s final
                        where organization_id = toUUID(?) and %s = toUUID(?) and is_deleted = 0
                        """
                                .formatted(
                                        column,
                                        position.table(),
                                        keyOf(position.table()).orElseThrow()))
                .params(place.organizationId().toString(), position.id().toString())
                .query(String.class)
                .optional()
                .map(LocalDate::parse);
    }

    private long cellVersion(Kpi kpi, KpiPlace place, LocalDate day) {
        return warehouse
                .sql(
                        """
                        select toInt64(max(version)) from mart.latest_readings
                        where organization_id = toUUID(?) and kpi = ? and definition_version = ?
                          and branch_id = toUUID(?) and day = toDate(?)
                        """)
                .params(
                        place.organizationId().toString(),
                        kpi.name(),
                        kpi.definitionVersion(),
                        place.branchId().toString(),
                        day.toString())
                .query(Long.class)
                .single();
    }

    private static Optional<String> keyOf(String table) {
        // The one table that is nobody's; no request writes it.
        return Topic.idOf(table).filter(id -> !table.equals("cdc_heartbeats"));
    }

    private static boolean isOver(long began, Duration limit) {
        return System.nanoTime() - began > limit.toNanos();
    }

    private static long since(long began) {
        return Duration.ofNanos(System.nanoTime() - began).toMillis();
    }

    private static void pause() {
        try {
            Thread.sleep(STEP_MS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped while waiting for a write", stopping);
        }
    }
}
