package com.bloompetos.local.bench;

import com.bloompetos.local.bench.BookableChain.Site;
import java.io.IOException;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The same booking transaction through the API and straight against the same database, in turns, so
 * that a noisy machine is noisy for both.
 */
public final class BookingBench {
    private static final int CLIENTS = 8;
    private static final int SITES = 10;
    private static final int VETS = 4; // Of six staff, by their skills.
    private static final int PARENTS = 400;
    private static final int ROUNDS = 4;
    private static final Duration WARM_UP = Duration.ofSeconds(20);

    /** What the API says in one booking, word for word: see TenantTransaction and Reservations. */
    private static final String SCOPE =
            """
            select set_config('bloom.organization_id', ?, true), set_config('bloom.branch_ids', ?, true),
                   set_config('bloom.user_id', ?, true), set_config('bloom.role', ?, true)
            """;

    private static final String BOOK =
            """
            select refusal, field, end_of_log, (booked).*
            from book_slot(?, ?, ?, cast(? as uuid), cast(? as uuid), ?, cast(? as timestamptz), ?, null)
            """;

    private final ApiTarget target;
    private final BookableChain chain;
    private final Duration round;
    private final PrintStream out;
    private final AtomicLong next = new AtomicLong();
    private final Instant first =
            Instant.now().truncatedTo(ChronoUnit.DAYS).plus(2, ChronoUnit.DAYS);

    private BookingBench(ApiTarget target, BookableChain chain, Duration round, PrintStream out) {
        this.target = target;
        this.chain = chain;
        this.round = round;
        this.out = out;
    }

    /**
     * @param seconds measured for each of the two ways
     */
    public static String run(ApiTarget target, int seconds, PrintStream out)
            throws SQLException, InterruptedException, ExecutionException {
        var chain = BookableChain.open(target, SITES, 6, 1, PARENTS);
        return new BookingBench(target, chain, Duration.ofMillis(seconds * 1000L / ROUNDS), out)
                .run();
    }

    /** One booking that collides with no other. */
    private record Wish(UUID branch, UUID pet, UUID staff, Instant from) {}

    private Wish wish() {
        long number = next.getAndIncrement();
        int within = (int) (number % (SITES * VETS));
        Site site = chain.sites.get(within % SITES);
        // Staff 0, 1, 3, 4 can do a visit.
        int vet = new int[] {0, 1, 3, 4}[within / SITES];
        return new Wish(
                site.id(),
                chain.parents.get((int) (number % PARENTS)).petId(),
                site.staff().get(vet),
                first.plus(Duration.ofMinutes(30 * (number / (SITES * VETS)))));
    }

    private String run() throws InterruptedException, ExecutionException {
        var load = new MachineLoad();
        round("warm-up, API     ", this::throughApi, WARM_UP, new ArrayList<>());
        round("warm-up, straight", this::straight, WARM_UP.dividedBy(4), new ArrayList<>());
        var api = new ArrayList<Long>();
        var straight = new ArrayList<Long>();
        double apiSeconds = 0;
        double straightSeconds = 0;
        for (int i = 0; i < ROUNDS; i++) {
            apiSeconds += round("API              ", this::throughApi, round, api);
            straightSeconds += round("straight         ", this::straight, round, straight);
        }
        double apiRate = api.size() / apiSeconds;
        double straightRate = straight.size() / straightSeconds;
        var times = new Percentiles(api.stream().mapToLong(Long::longValue).toArray());
        out.println(
                "Straight: a plain JDBC loop of the same statements as role bloom_api (pgbench is not among the binaries).");
        var report = new LinkedHashMap<String, Object>();
        report.put("bench", "booking");
        report.put("api_per_s", rounded(apiRate));
        report.put("straight_per_s", rounded(straightRate));
        report.put("ratio", Math.round(100 * apiRate / straightRate) / 100.0);
        report.put("p50_ms", times.millis(50));
        report.put("p99_ms", times.millis(99));
        report.put("clients", CLIENTS);
        report.put("straight_by", "jdbc");
        report.put("machine", load.since());
        return Report.line(report);
    }

    private static double rounded(double value) {
        return Math.round(value * 10) / 10.0;
    }

    /** One client's connection and how it books. */
    private interface Booker extends AutoCloseable {
        void book(Wish wish) throws IOException, SQLException;

        @Override
        void close() throws IOException, SQLException;
    }

    /**
     * @return the seconds that it took
     */
    private double round(String what, Callable<Booker> opened, Duration length, List<Long> took)
            throws InterruptedException, ExecutionException {
        var pool = Executors.newFixedThreadPool(CLIENTS);
        try {
            long began = System.nanoTime();
            long ends = began + length.toNanos();
            var clients = new ArrayList<Callable<List<Long>>>();
            for (int i = 0; i < CLIENTS; i++) {
                clients.add(() -> work(opened, ends));
            }
            int count = 0;
            for (var client : pool.invokeAll(clients)) {
                took.addAll(client.get());
                count += client.get().size();
            }
            double seconds = (System.nanoTime() - began) / 1e9;
            out.printf("  %s %7.1f/s%n", what, count / seconds);
            return seconds;
        } finally {
            pool.shutdown();
        }
    }

    private List<Long> work(Callable<Booker> opened, long ends) throws Exception {
        var took = new ArrayList<Long>();
        try (var booker = opened.call()) {
            while (System.nanoTime() < ends) {
                var wish = wish();
                long began = System.nanoTime();
                booker.book(wish);
                took.add(System.nanoTime() - began);
            }
        }
        return took;
    }

    private Booker throughApi() throws IOException {
        var wire = new ApiWire(target.apiUrl(), chain.token("admin"));
        return new Booker() {
            @Override
            public void book(Wish wish) throws IOException {
                var answer =
                        wire.post(
                                "/v1/appointments",
                                "{\"branch_id\":\"%s\",\"pet_id\":\"%s\",\"service_id\":\"%s\",\"staff_id\":\"%s\",\"appointment_date\":\"%s\"}"
                                        .formatted(
                                                wish.branch(),
                                                wish.pet(),
                                                chain.visit,
                                                wish.staff(),
                                                wish.from()));
                if (answer.status() != 201) {
                    throw new IOException(answer.status() + " " + answer.body());
                }
            }

            @Override
            public void close() throws IOException {
                wire.close();
            }
        };
    }

    private Booker straight() throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", "bloom_api");
        properties.setProperty("password", target.apiPassword());
        properties.setProperty("currentSchema", "public,security");
        Connection connection = DriverManager.getConnection(target.jdbcUrl(), properties);
        connection.setAutoCommit(false);
        var scope = connection.prepareStatement(SCOPE);
        var book = connection.prepareStatement(BOOK);
        var admin = chain.parents.get(0).userId().toString();
        return new Booker() {
            @Override
            public void book(Wish wish) throws SQLException {
                scope.setString(1, chain.organization.toString());
                scope.setString(2, "*");
                scope.setString(3, admin);
                scope.setString(4, "admin");
                scope.executeQuery().close();
                book.setObject(1, wish.branch());
                book.setObject(2, wish.pet());
                book.setObject(3, chain.visit);
                book.setObject(4, wish.staff());
                book.setObject(5, null);
                book.setObject(6, wish.from().atOffset(ZoneOffset.UTC));
                book.setObject(7, null);
                book.setString(8, null);
                try (var row = book.executeQuery()) {
                    row.next();
                    if (row.getString("refusal") != null) {
                        throw new SQLException("refused: " + row.getString("refusal"));
                    }
                    row.getObject("appointment_id", UUID.class);
                    row.getObject("created_at", OffsetDateTime.class);
                }
                connection.commit();
            }

            @Override
            public void close() throws SQLException {
                connection.close();
            }
        };
    }
}
