package com.bloompetos.local.bench;

import com.bloompetos.local.bench.ApiWire.Answer;
import com.bloompetos.local.bench.BookableChain.Parent;
import com.bloompetos.local.bench.BookableChain.Site;
import java.io.IOException;
import java.io.PrintStream;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Many clients want the same few slots at once; afterwards the whole table is read, and every
 * promise the API gave is looked up.
 */
public final class RacesBench {
    private static final int CLIENTS = 32;
    private static final int SITES = 2;
    private static final int STAFF = 6;
    private static final int PLACES = 3;
    private static final int PARENTS = 60;
    private static final ZoneId ZONE = ZoneId.of(BookableChain.ZONE);

    /** What the clients race for. */
    private enum Kind {
        SAME_STAFF,
        SAME_PET,
        LAST_KENNEL,
        LAST_CLASS_PLACE,
        ANY_STAFF,
        HOLD_AND_BOOK,
        SERIES,
        CLOCK_CHANGE,
        RESCHEDULE,
        CANCEL
    }

    private final ApiTarget target;
    private final BookableChain chain;
    private final int attempts;
    private final long seed;
    private final AtomicInteger taken = new AtomicInteger();
    private final Set<UUID> won = ConcurrentHashMap.newKeySet();
    private final Set<UUID> cancelled = ConcurrentHashMap.newKeySet();
    private final ConcurrentLinkedQueue<UUID> movable = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<UUID> holds = new ConcurrentLinkedQueue<>();
    private final Map<String, LongAdder> outcomes = new ConcurrentSkipListMap<>();
    private final LongAdder unclear = new LongAdder();
    private final Instant first =
            Instant.now().truncatedTo(ChronoUnit.DAYS).plus(3, ChronoUnit.DAYS);

    private RacesBench(ApiTarget target, BookableChain chain, int attempts, long seed) {
        this.target = target;
        this.chain = chain;
        this.attempts = attempts;
        this.seed = seed;
    }

    public static String run(ApiTarget target, int attempts, long seed, PrintStream out)
            throws SQLException, InterruptedException, ExecutionException {
        var chain = BookableChain.open(target, SITES, STAFF, PLACES, PARENTS);
        return new RacesBench(target, chain, attempts, seed).run(out);
    }

    private String run(PrintStream out)
            throws InterruptedException, ExecutionException, SQLException {
        var load = new MachineLoad();
        long began = System.nanoTime();
        var pool = Executors.newFixedThreadPool(CLIENTS);
        try {
            var clients = new ArrayList<Future<?>>();
            for (int i = 0; i < CLIENTS; i++) {
                var random = new Random(seed * 1_000 + i);
                clients.add(
                        pool.submit(
                                () -> {
                                    race(random);
                                    return null;
                                }));
            }
            for (var client : clients) {
                client.get();
            }
        } finally {
            pool.shutdownNow();
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        outcomes.forEach((what, count) -> out.printf("  %-28s %6d%n", what, count.sum()));
        var report = new LinkedHashMap<String, Object>();
        report.put("bench", "races");
        report.put("attempts", attempts);
        report.put("won", won.size());
        report.put("overlaps", overlaps(out));
        report.put("lost", lost(out));
        report.put("unclear", unclear.sum());
        report.put("clients", CLIENTS);
        report.put("seconds", Math.round(10 * seconds) / 10.0);
        report.put("seed", seed);
        report.put("machine", load.since());
        return Report.line(report);
    }

    private void race(Random random) throws IOException {
        try (var wire = new ApiWire(target.apiUrl(), chain.token("admin"))) {
            while (taken.getAndIncrement() < attempts) {
                var kind = Kind.values()[random.nextInt(Kind.values().length)];
                var answer = attempt(kind, wire, random);
                var outcome = answer.isGood() ? "won" : String.valueOf(answer.status());
                outcomes.computeIfAbsent(kind + " " + outcome, key -> new LongAdder()).increment();
                if (answer.status() >= 500) {
                    unclear.increment();
                }
            }
        }
    }

    private Answer attempt(Kind kind, ApiWire wire, Random random) throws IOException {
        return switch (kind) {
            // Few hours, few staff: everybody wants the same ones.
            case SAME_STAFF ->
                    book(wire, site(random), pet(random), chain.visit, staff(random), hour(random));
            case SAME_PET ->
                    book(
                            wire,
                            site(random),
                            chain.parents.get(random.nextInt(3)),
                            chain.groom,
                            null,
                            hour(random));
            case LAST_KENNEL -> stay(wire, random);
            case LAST_CLASS_PLACE ->
                    book(wire, site(random), pet(random), chain.training, null, hour(random));
            case ANY_STAFF ->
                    book(wire, site(random), pet(random), chain.visit, null, hour(random));
            case HOLD_AND_BOOK -> hold(wire, random);
            case SERIES -> series(wire, random);
            case CLOCK_CHANGE ->
                    book(wire, site(random), pet(random), chain.visit, null, clockChange(random));
            case RESCHEDULE -> reschedule(wire, random);
            case CANCEL -> cancel(wire, random);
        };
    }

    private Site site(Random random) {
        return chain.sites.get(random.nextInt(SITES));
    }

    private Parent pet(Random random) {
        return chain.parents.get(random.nextInt(PARENTS));
    }

    private static Integer staff(Random random) {
        return new int[] {0, 1, 3, 4}[random.nextInt(4)];
    }

    private Instant hour(Random random) {
        return first.plus(Duration.ofMinutes(15L * random.nextInt(4 * 24 * 5)));
    }

    /** Between midnight and four on the next nights when the clock is moved. */
    private static Instant clockChange(Random random) {
        var rules = ZONE.getRules();
        var change = rules.nextTransition(Instant.now());
        if (random.nextBoolean()) {
            change = rules.nextTransition(change.getInstant());
        }
        var night = ZonedDateTime.ofInstant(change.getInstant(), ZONE).truncatedTo(ChronoUnit.DAYS);
        return night.toInstant().plus(Duration.ofMinutes(15L * random.nextInt(16)));
    }

    private Answer book(
            ApiWire wire,
            Site site,
            Parent parent,
            UUID service,
            @Nullable Integer staff,
            Instant from)
            throws IOException {
        return booked(wire.post("/v1/appointments", wish(site, parent, service, staff, from, "")));
    }

    private static String wish(
            Site site,
            Parent parent,
            UUID service,
            @Nullable Integer staff,
            Instant from,
            String more) {
        return "{\"branch_id\":\"%s\",\"pet_id\":\"%s\",\"service_id\":\"%s\",\"appointment_date\":\"%s\"%s%s}"
                .formatted(
                        site.id(),
                        parent.petId(),
                        service,
                        from,
                        staff == null
                                ? ""
                                : ",\"staff_id\":\"%s\"".formatted(site.staff().get(staff)),
                        more);
    }

    private Answer booked(Answer answer) {
        if (answer.isGood()) {
            var id = UUID.fromString(answer.text("appointment_id"));
            won.add(id);
            movable.add(id);
        }
        return answer;
    }

    private Answer stay(ApiWire wire, Random random) throws IOException {
        var from =
                first.plus(Duration.ofDays(random.nextInt(10)))
                        .atZone(ZoneOffset.UTC)
                        .withHour(20)
                        .toInstant();
        var until = from.plus(Duration.ofHours(20 + 24L * random.nextInt(3)));
        return booked(
                wire.post(
                        "/v1/appointments",
                        wish(
                                site(random),
                                pet(random),
                                chain.stay,
                                null,
                                from,
                                ",\"ends_at\":\"" + until + "\"")));
    }

    /** Every hold is shown to everybody: two confirm it, and one must win. */
    private Answer hold(ApiWire wire, Random random) throws IOException {
        var waiting = random.nextBoolean() ? holds.poll() : holds.peek();
        if (waiting != null) {
            return booked(wire.post("/v1/holds/" + waiting + "/book", ""));
        }
        var answer =
                wire.post(
                        "/v1/holds",
                        wish(
                                site(random),
                                pet(random),
                                chain.visit,
                                null,
                                hour(random),
                                ",\"hold_seconds\":" + (10 + random.nextInt(60))));
        if (answer.isGood()) {
            holds.add(UUID.fromString(answer.text("hold_id")));
        }
        return answer;
    }

    private Answer series(ApiWire wire, Random random) throws IOException {
        var answer =
                wire.post(
                        "/v1/series",
                        wish(
                                site(random),
                                pet(random),
                                chain.visit,
                                random.nextBoolean() ? staff(random) : null,
                                hour(random),
                                ",\"every_days\":1,\"occurrences\":4,\"skip_taken\":"
                                        + random.nextBoolean()));
        if (answer.isGood()) {
            var matcher =
                    java.util.regex.Pattern.compile("\"appointment_id\":\"([^\"]+)\"")
                            .matcher(answer.body());
            while (matcher.find()) {
                var id = UUID.fromString(matcher.group(1));
                won.add(id);
                movable.add(id);
            }
        }
        return answer;
    }

    private Answer reschedule(ApiWire wire, Random random) throws IOException {
        var id = movable.poll();
        if (id == null) {
            return new Answer(404, "");
        }
        var answer =
                wire.post(
                        "/v1/appointments/" + id + "/reschedule",
                        "{\"appointment_date\":\"%s\"}".formatted(hour(random)));
        movable.add(id);
        return answer;
    }

    private Answer cancel(ApiWire wire, Random random) throws IOException {
        var id = random.nextInt(3) == 0 ? movable.poll() : null;
        if (id == null) {
            return new Answer(404, "");
        }
        var answer = wire.post("/v1/appointments/" + id + "/cancel", "");
        if (answer.isGood()) {
            cancelled.add(id);
        }
        return answer;
    }

    /** Not by the constraint's own table alone: by the appointments' own times, too. */
    private long overlaps(PrintStream out) throws SQLException {
        long reservations =
                count(
                        """
                        select count(*) from reservations a join reservations b
                        on a.resource_id = b.resource_id and a.reservation_id < b.reservation_id and a.during && b.during
                        """);
        long pets = count(overlapping("a.pet_id = b.pet_id", "true"));
        long staff =
                count(
                        overlapping(
                                "a.staff_id = b.staff_id",
                                "s.category not in ('boarding', 'daycare')"));
        long places = count(overlapping("a.place_id = b.place_id", "true"));
        out.printf(
                "  overlaps: %d reservations, %d pets, %d staff, %d places%n",
                reservations, pets, staff, places);
        return reservations + pets + staff + places;
    }

    private static String overlapping(String same, String which) {
        return """
                select count(*) from appointments a join services s using (service_id) join appointments b
                on %s and a.appointment_id < b.appointment_id and a.appointment_date < b.ends_at and b.appointment_date < a.ends_at
                where a.status = 'scheduled' and b.status = 'scheduled' and %s
                """
                .formatted(same, which);
    }

    /** Promised and not there, there and not promised, or there without what it needs. */
    private long lost(PrintStream out) throws SQLException {
        var promised = new HashSet<>(won);
        promised.removeAll(cancelled);
        var kept = new TreeMap<UUID, Boolean>();
        try (var connection =
                        DriverManager.getConnection(
                                target.jdbcUrl(), "postgres", target.superuserPassword());
                var statement =
                        connection.prepareStatement(
                                """
                                select a.appointment_id,
                                       count(*) filter (where r.kind = 'pet' and v.starts_at = a.appointment_date and v.ends_at = a.ends_at) = 1
                                       and count(*) filter (where r.kind = 'staff' and r.user_id = a.staff_id and v.during @> tstzrange(a.appointment_date, a.ends_at))
                                           = (case when s.category in ('boarding', 'daycare') then 0 else 1 end)
                                       and count(*) filter (where r.kind = 'place' and r.resource_id = a.place_id and v.during @> tstzrange(a.appointment_date, a.ends_at))
                                           = (case when s.place_kind is null then 0 else 1 end) as is_whole
                                from appointments a join services s using (service_id)
                                left join reservations v using (appointment_id) left join resources r using (resource_id)
                                where a.organization_id = ? and a.status = 'scheduled' group by a.appointment_id, s.service_id
                                """)) {
            statement.setObject(1, chain.organization);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    kept.put(rows.getObject(1, UUID.class), rows.getBoolean(2));
                }
            }
        }
        long missing = promised.stream().filter(id -> !kept.containsKey(id)).count();
        long unpromised = kept.keySet().stream().filter(id -> !promised.contains(id)).count();
        long torn = kept.values().stream().filter(isWhole -> !isWhole).count();
        long orphans =
                count(
                        """
                        select count(*) from reservations v left join appointments a using (appointment_id)
                        where v.kind = 'appointment' and a.status is distinct from 'scheduled'
                        """);
        out.printf(
                "  promised and missing %d, there and not promised %d, without what it needs %d, reserved for nothing %d%n",
                missing, unpromised, torn, orphans);
        return missing + unpromised + torn + orphans;
    }

    private long count(String sql) throws SQLException {
        try (var connection =
                        DriverManager.getConnection(
                                target.jdbcUrl(), "postgres", target.superuserPassword());
                var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
