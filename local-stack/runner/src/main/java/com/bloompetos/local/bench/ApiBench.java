package com.bloompetos.local.bench;

import com.bloompetos.local.bench.ApiWire.Answer;
import com.bloompetos.local.bench.BookableChain.Parent;
import com.bloompetos.local.bench.BookableChain.Site;
import java.io.IOException;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/**
 * What a day at a chain of fifty branches asks of the API, at a fixed rate: an answer's time counts
 * from when its request was due, so that a slow answer cannot hide those behind it.
 */
public final class ApiBench {
    private static final int CLIENTS = 16;
    private static final int SITES = 50;
    private static final int STAFF = 5;
    private static final int DAYS = 14;
    private static final int PARENTS = 500;
    private static final int INVOICES = 2_000;
    private static final int SEARCHES = 400;
    private static final ZoneId ZONE = ZoneId.of(BookableChain.ZONE);

    /** What a client asks for, and how often in a hundred. */
    private enum Kind {
        SEARCH,
        BOOK,
        PAY,
        REST;

        static Kind drawn(Random random) {
            int u = random.nextInt(100);
            return u < 70 ? SEARCH : u < 85 ? BOOK : u < 95 ? PAY : REST;
        }
    }

    private final ApiTarget target;
    private final BookableChain chain;
    private final double rate;
    private final List<UUID> invoices = new ArrayList<>();
    private final ConcurrentLinkedQueue<UUID> booked = new ConcurrentLinkedQueue<>();
    private final AtomicLong tickets = new AtomicLong();
    private final Map<Kind, ConcurrentLinkedQueue<Long>> times = new LinkedHashMap<>();
    private final LongAdder refused = new LongAdder();
    private final LongAdder errors = new LongAdder();

    private ApiBench(ApiTarget target, BookableChain chain, double rate) {
        this.target = target;
        this.chain = chain;
        this.rate = rate;
    }

    public static String run(ApiTarget target, double rate, int seconds, PrintStream out)
            throws SQLException, InterruptedException, IOException {
        var chain = BookableChain.open(target, SITES, STAFF, 4, PARENTS);
        var bench = new ApiBench(target, chain, rate);
        bench.fill();
        return bench.run(seconds, out);
    }

    /** Two thirds of every calendar are taken, and there is something to pay for. */
    private void fill() throws SQLException {
        try (var connection = chain.owner()) {
            connection.setAutoCommit(false);
            fillCalendars(connection);
            try (var statement = connection.createStatement()) {
                statement.execute(
                        """
                        with made as (
                            insert into invoices (organization_id, branch_id, user_id)
                            select organization_id, '%s', '%s' from organizations, generate_series(1, %d)
                            returning organization_id, branch_id, invoice_id)
                        insert into invoice_lines (organization_id, branch_id, invoice_id, service_id, kind, quantity, gross_cents)
                        select organization_id, branch_id, invoice_id, '%s', 'sale', 1, 100000 from made"""
                                .formatted(
                                        chain.sites.get(0).id(),
                                        chain.parents.get(0).userId(),
                                        INVOICES,
                                        chain.visit));
                try (var rows = statement.executeQuery("select invoice_id from invoices")) {
                    while (rows.next()) {
                        invoices.add(rows.getObject(1, UUID.class));
                    }
                }
            }
            connection.commit();
            connection.setAutoCommit(true);
            BookableChain.run(connection, "analyze");
        }
    }

    private void fillCalendars(Connection connection) throws SQLException {
        var first = LocalDate.now(ZONE);
        try (var statement = connection.createStatement()) {
            // At one moment every member of staff has another pet.
            statement.execute(
                    """
                    create temporary table wish as
                    select uuidv7() as appointment_id, r.organization_id, r.branch_id, r.resource_id, r.user_id,
                           p.pet_id, q.resource_id as pet_resource,
                           (date '%s' + day + time '08:00' + slot * interval '30 minutes') at time zone '%s' as starts
                    from (select *, row_number() over (order by resource_id) - 1 as number from resources where kind = 'staff') r,
                         generate_series(0, %d) as day, generate_series(0, 19) as slot,
                         lateral (select pet_id, row_number() over (order by pet_id) - 1 as number from pets) p
                    join resources q on q.pet_id = p.pet_id
                    where (r.number + day * 3 + slot) %% 3 <> 0 and p.number = (r.number + slot * 11 + day * 7) %% %d"""
                            .formatted(first, BookableChain.ZONE, DAYS - 1, PARENTS));
            statement.execute(
                    """
                    insert into appointments (appointment_id, organization_id, branch_id, pet_id, service_id, staff_id,
                        appointment_date, ends_at, price_cents)
                    select appointment_id, organization_id, branch_id, pet_id, '%s', user_id, starts, starts + interval '30 minutes', 7200
                    from wish"""
                            .formatted(chain.visit));
            statement.execute(
                    """
                    insert into reservations (organization_id, branch_id, resource_id, appointment_id, during, kind)
                    select organization_id, branch_id, one, appointment_id, tstzrange(starts, starts + interval '30 minutes'), 'appointment'
                    from wish, unnest(array[resource_id, pet_resource]) as one""");
        }
    }

    private String run(int seconds, PrintStream out) throws InterruptedException, IOException {
        for (var kind : Kind.values()) {
            times.put(kind, new ConcurrentLinkedQueue<>());
        }
        phase(15, rate / 2);
        out.printf("  warm, now %d s at %.0f/s%n", seconds, rate);
        times.values().forEach(ConcurrentLinkedQueue::clear);
        refused.reset();
        errors.reset();
        var load = new MachineLoad();
        phase(seconds, rate);
        var report = new LinkedHashMap<String, Object>();
        report.put("bench", "api");
        report.put("rate", rate);
        var all = times.values().stream().flatMap(ConcurrentLinkedQueue::stream).toList();
        report.put("reached_per_s", Math.round(10.0 * all.size() / seconds) / 10.0);
        var spread = spread(all);
        report.put("p50_ms", spread.millis(50));
        report.put("p99_ms", spread.millis(99));
        report.put("errors", errors.sum());
        report.put("refused", refused.sum());
        times.forEach(
                (kind, took) -> {
                    var one = spread(List.copyOf(took));
                    out.printf(
                            "  %-7s %5d  p50 %7.1f  p95 %7.1f  p99 %7.1f ms%n",
                            kind, one.count(), one.millis(50), one.millis(95), one.millis(99));
                });
        report.put("search_p95_ms", spread(List.copyOf(times.get(Kind.SEARCH))).millis(95));
        report.put("machine", load.since());
        report.put("search_alone", searchesAlone(out));
        return Report.line(report);
    }

    private static Percentiles spread(List<Long> took) {
        return new Percentiles(took.stream().mapToLong(Long::longValue).toArray());
    }

    private void phase(int seconds, double perSecond) throws InterruptedException {
        tickets.set(0);
        long began = System.nanoTime();
        long count = (long) (seconds * perSecond);
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < CLIENTS; i++) {
            var random = new Random(i);
            threads.add(new Thread(() -> work(began, count, 1e9 / perSecond, random)));
        }
        threads.forEach(Thread::start);
        for (var thread : threads) {
            thread.join();
        }
    }

    private void work(long began, long count, double interval, Random random) {
        try (var wire = new ApiWire(target.apiUrl(), chain.token("admin"))) {
            for (long ticket = tickets.getAndIncrement();
                    ticket < count;
                    ticket = tickets.getAndIncrement()) {
                long due = began + (long) (ticket * interval);
                for (long wait; (wait = due - System.nanoTime()) > 0; ) {
                    LockSupport.parkNanos(wait);
                }
                var kind = Kind.drawn(random);
                var answer = ask(kind, wire, random);
                queue(kind).add(System.nanoTime() - due);
                if (answer.status() >= 500) {
                    errors.increment();
                } else if (!answer.isGood()) {
                    refused.increment();
                }
            }
        } catch (IOException away) {
            errors.increment();
        }
    }

    private ConcurrentLinkedQueue<Long> queue(Kind kind) {
        return times.getOrDefault(kind, new ConcurrentLinkedQueue<>());
    }

    private Answer ask(Kind kind, ApiWire wire, Random random) throws IOException {
        var site = chain.sites.get(random.nextInt(SITES));
        return switch (kind) {
            case SEARCH -> wire.get(search(site.id(), site, random));
            case BOOK -> book(wire, site, random);
            case PAY ->
                    wire.post(
                            "/v1/payments",
                            "{\"invoice_id\":\"%s\",\"method\":\"card\",\"amount_cents\":%d}"
                                    .formatted(
                                            invoices.get(random.nextInt(invoices.size())),
                                            100 + random.nextInt(400)));
            case REST -> rest(wire, site, random);
        };
    }

    private String search(UUID branch, Site site, Random random) {
        var from = LocalDate.now(ZONE).plusDays(1 + random.nextInt(6));
        return "/v1/slots?service_id=%s&from_day=%s&to_day=%s%s%s"
                .formatted(
                        random.nextBoolean() ? chain.visit : chain.groom,
                        from,
                        from.plusDays(random.nextInt(7)),
                        branch == null ? "" : "&branch_id=" + branch,
                        random.nextInt(4) == 0
                                ? "&staff_id=" + site.staff().get(random.nextInt(STAFF))
                                : "");
    }

    private Answer book(ApiWire wire, Site site, Random random) throws IOException {
        Parent parent = chain.parents.get(random.nextInt(PARENTS));
        var day = LocalDate.now(ZONE).plusDays(DAYS + random.nextInt(200));
        var from = day.atTime(8, 0).atZone(ZONE).plusMinutes(15L * random.nextInt(36)).toInstant();
        var answer =
                wire.post(
                        "/v1/appointments",
                        "{\"branch_id\":\"%s\",\"pet_id\":\"%s\",\"service_id\":\"%s\",\"appointment_date\":\"%s\"}"
                                .formatted(site.id(), parent.petId(), chain.visit, from));
        if (answer.isGood()) {
            booked.add(UUID.fromString(answer.text("appointment_id")));
        }
        return answer;
    }

    private Answer rest(ApiWire wire, Site site, Random random) throws IOException {
        var id = booked.poll();
        if (id == null) {
            return wire.get("/v1/branches/" + site.id() + "/resources");
        }
        var path = "/v1/appointments/" + id;
        return switch (random.nextInt(4)) {
            case 0 -> wire.post(path + "/confirm", "");
            case 1 -> wire.post(path + "/cancel", "");
            case 2 ->
                    wire.post(
                            path + "/reschedule",
                            "{\"appointment_date\":\"%s\"}"
                                    .formatted(
                                            Instant.now()
                                                    .truncatedTo(ChronoUnit.HOURS)
                                                    .plus(Duration.ofDays(220))
                                                    .plus(
                                                            Duration.ofMinutes(
                                                                    30L * random.nextInt(2_000)))));
            default -> wire.get(path);
        };
    }

    /** One client, nothing else to do: what one search costs, at one branch and over all fifty. */
    private Map<String, Object> searchesAlone(PrintStream out) throws IOException {
        var one = new ArrayList<Long>();
        var every = new ArrayList<Long>();
        var random = new Random(7);
        try (var wire = new ApiWire(target.apiUrl(), chain.token("admin"))) {
            for (int i = 0; i < SEARCHES; i++) {
                var site = chain.sites.get(random.nextInt(SITES));
                one.add(timed(wire, search(site.id(), site, random)));
                if (i % 4 == 0) {
                    var day = LocalDate.now(ZONE).plusDays(1 + random.nextInt(6));
                    every.add(
                            timed(
                                    wire,
                                    "/v1/slots?service_id=%s&from_day=%s&to_day=%s&most_per_branch=5"
                                            .formatted(chain.visit, day, day.plusDays(1))));
                }
            }
        }
        var result = new LinkedHashMap<String, Object>();
        result.put("one_of_50_branches_p50_ms", spread(one).millis(50));
        result.put("one_of_50_branches_p95_ms", spread(one).millis(95));
        result.put("all_50_branches_p50_ms", spread(every).millis(50));
        result.put("all_50_branches_p95_ms", spread(every).millis(95));
        out.println("  one client alone: " + result);
        return result;
    }

    private static long timed(ApiWire wire, String path) throws IOException {
        long began = System.nanoTime();
        var answer = wire.get(path);
        if (!answer.isGood()) {
            throw new IOException(answer.status() + " " + answer.body());
        }
        return System.nanoTime() - began;
    }
}
