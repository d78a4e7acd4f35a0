package com.bloompetos.api.slot;

import com.bloompetos.api.slot.Openings.Wish;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a search reads: the wish, the branches, whose calendars matter, and what stands in them. */
final class Calendars {
    private static final String NOTHING = "{}";

    /** From the first moment that a slot of these days may touch to the last. */
    record Days(Instant from, Instant to) {}

    private record Able(UUID branchId, boolean isStaff, @Nullable UUID userId) {}

    private record Spans(String from, String to) {
        static final Spans NONE = new Spans(NOTHING, NOTHING);
    }

    private final Map<UUID, Openings> branches = new LinkedHashMap<>();
    private final Map<UUID, Able> able = new LinkedHashMap<>();
    private final Map<UUID, Spans> taken = new LinkedHashMap<>();
    private final Map<UUID, Spans> planned = new LinkedHashMap<>();
    private @Nullable Wish wish;

    @Nullable Wish wish() {
        return wish;
    }

    List<UUID> branches() {
        return List.copyOf(branches.keySet());
    }

    boolean plansShifts() {
        return branches.values().stream().anyMatch(Openings::plansShifts);
    }

    /** As the database writes a list of them. */
    String resources() {
        return able.keySet().stream()
                .map(UUID::toString)
                .collect(Collectors.joining(",", "{", "}"));
    }

    Days days(LocalDate from, LocalDate to) {
        if (wish == null) {
            throw new IllegalStateException("nobody has asked for anything yet");
        }
        var zones = branches.values().stream().map(Openings::zone).distinct().toList();
        var opens = zones.stream().map(zone -> from.atStartOfDay(zone).toInstant());
        var closes = zones.stream().map(zone -> to.plusDays(1).atStartOfDay(zone).toInstant());
        return new Days(
                opens.min(Instant::compareTo)
                        .orElseThrow()
                        .minus(Duration.ofSeconds(wish.secondsBefore())),
                closes.max(Instant::compareTo)
                        .orElseThrow()
                        .plus(Duration.ofSeconds(wish.seconds() + wish.secondsAfter())));
    }

    /** A branch with one of its resources, or without any. */
    void know(ResultSet row) throws SQLException {
        if (wish == null) {
            boolean isStay = List.of("boarding", "daycare").contains(row.getString("category"));
            wish =
                    new Wish(
                            60L * row.getInt("duration_minutes"),
                            60L * row.getInt("buffer_before_minutes"),
                            60L * row.getInt("buffer_after_minutes"),
                            isStay,
                            isStay || row.getString("place_kind") != null);
        }
        var branchId = row.getObject("branch_id", UUID.class);
        if (branchId == null) {
            return;
        }
        if (!branches.containsKey(branchId)) {
            branches.put(branchId, branch(branchId, row));
        }
        var resourceId = row.getObject("resource_id", UUID.class);
        if (resourceId != null) {
            able.put(
                    resourceId,
                    new Able(
                            branchId,
                            row.getString("kind").equals("staff"),
                            row.getObject("user_id", UUID.class)));
        }
    }

    private static Openings branch(UUID branchId, ResultSet row) throws SQLException {
        return new Openings(
                branchId,
                ZoneId.of(row.getString("time_zone")),
                row.getObject("opens_at", LocalTime.class),
                row.getObject("closes_at", LocalTime.class),
                row.getBoolean("plans_shifts"),
                new ArrayList<>(),
                new ArrayList<>());
    }

    void take(ResultSet row) throws SQLException {
        taken.put(row.getObject(1, UUID.class), new Spans(row.getString(2), row.getString(3)));
    }

    void plan(ResultSet row) throws SQLException {
        planned.put(row.getObject(1, UUID.class), new Spans(row.getString(2), row.getString(3)));
    }

    /** When everything has been read. */
    Collection<Openings> openings() {
        able.forEach(
                (resourceId, one) -> {
                    var busy = taken.getOrDefault(resourceId, Spans.NONE);
                    var shifts = planned.getOrDefault(resourceId, Spans.NONE);
                    var calendar =
                            new Calendar(
                                    one.userId(),
                                    seconds(busy.from()),
                                    seconds(busy.to()),
                                    seconds(shifts.from()),
                                    seconds(shifts.to()));
                    var branch = branches.get(one.branchId());
                    if (branch != null) {
                        (one.isStaff() ? branch.staff() : branch.places()).add(calendar);
                    }
                });
        return branches.values();
    }

    /** Out of {@code {1,2,3}}: the driver's own arrays are of objects, one for each number. */
    static long[] seconds(String list) {
        if (list.equals(NOTHING)) {
            return new long[0];
        }
        var seconds = new long[1 + (int) list.chars().filter(one -> one == ',').count()];
        int at = 0;
        for (int i = 1; i < list.length() - 1; i++) {
            char one = list.charAt(i);
            if (one == ',') {
                at++;
            } else {
                seconds[at] = 10 * seconds[at] + one - '0';
            }
        }
        return seconds;
    }
}
