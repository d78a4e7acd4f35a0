package com.bloompetos.local.bench;

import com.bloompetos.local.simulate.Erasure;
import com.bloompetos.local.simulate.Scope;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.bcrypt.BCrypt;

/**
 * How long until a booking is on the screen? From the instant at which PostgreSQL has answered a
 * booking's commit to the second frame after the page's number has changed: by then the first has
 * been painted. A real Chromium shows the board of an organization of the bench's own, so that
 * every change of the number has one cause; both clocks are this machine's.
 */
public final class BoardBench {
    private static final int WARM_UP = 5;
    private static final long SHORTEST_PAUSE_MS = 300;
    private static final int JITTER_MS =
            700; // Otherwise commits would fall into step with the page's looks.
    private static final long PATIENCE_SECONDS = 30;

    private final Addresses addresses;
    private final Path page;
    private final PrintStream out;
    private final UUID organization = UUID.randomUUID();
    private final UUID branch = UUID.randomUUID();
    private final UUID service = UUID.randomUUID();
    private final UUID parent = UUID.randomUUID();
    private final UUID pet = UUID.randomUUID();
    private final String email = "manager-" + organization + "@bench.demo";

    private BoardBench(Addresses addresses, Path page, PrintStream out) {
        this.addresses = addresses;
        this.page = page;
        this.out = out;
    }

    /**
     * One JSON object; a booking that was never seen counts as the whole patience.
     *
     * @param page the folder of the board, where npm has put its browser
     */
    public static String run(Addresses addresses, Path page, int bookings, PrintStream out)
            throws SQLException, IOException, InterruptedException {
        return new BoardBench(addresses, page, out).run(bookings);
    }

    private String run(int bookings) throws SQLException, IOException, InterruptedException {
        try (var pool = addresses.ownerPool(organization, 1)) {
            create(pool);
            try {
                return measure(pool, bookings);
            } finally {
                Erasure.erase(pool, organization);
            }
        }
    }

    private String measure(DataSource pool, int bookings)
            throws SQLException, IOException, InterruptedException {
        var browser = browser();
        try {
            var changes = changes(browser);
            out.printf("A browser shows the board; %,d bookings, one after the other.%n", bookings);
            var machine = new MachineLoad();
            var waits = new long[bookings];
            var random = new Random(1);
            int unseen = 0;
            for (int number = 1; number <= WARM_UP + bookings; number++) {
                TimeUnit.MILLISECONDS.sleep(SHORTEST_PAUSE_MS + random.nextInt(JITTER_MS));
                book(pool, number);
                double committed = nowMillis();
                var seen = await(changes, number);
                if (number > WARM_UP) {
                    unseen += seen == null ? 1 : 0;
                    double waited = seen == null ? PATIENCE_SECONDS * 1e3 : seen - committed;
                    waits[number - WARM_UP - 1] = (long) (Math.max(0, waited) * 1e6);
                }
            }
            var times = new Percentiles(waits);
            var fields = new LinkedHashMap<String, Object>();
            fields.put("bench", "board");
            fields.put("bookings", bookings);
            fields.put("p50_ms", times.millis(50));
            fields.put("p99_ms", times.millis(99));
            fields.put("max_ms", times.millis(100));
            fields.put("unseen", unseen);
            fields.put("load", machine.since());
            return Report.line(fields);
        } finally {
            browser.destroy();
            browser.waitFor(10, TimeUnit.SECONDS);
        }
    }

    private Process browser() throws IOException {
        var what =
                Map.of(
                        "url", addresses.apiUrl(),
                        "email", email,
                        "password", addresses.demoPassword());
        var builder =
                new ProcessBuilder("node", "browser/bench.mjs")
                        .directory(page.toFile())
                        .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("BLOOM_BOARD_BENCH", new ObjectMapper().writeValueAsString(what));
        return builder.start();
    }

    /** What the browser says: the number, and when it stood on the screen. */
    private static BlockingQueue<Change> changes(Process browser)
            throws IOException, InterruptedException {
        var changes = new LinkedBlockingQueue<Change>();
        var reader =
                new BufferedReader(
                        new InputStreamReader(browser.getInputStream(), StandardCharsets.UTF_8));
        var first = reader.readLine();
        if (!"ready".equals(first)) {
            throw new IOException("The browser does not show the board; it said: " + first);
        }
        var listener =
                new Thread(
                        () ->
                                reader.lines()
                                        .map(line -> line.split(" "))
                                        .forEach(
                                                words ->
                                                        changes.add(
                                                                new Change(
                                                                        Integer.parseInt(words[1]),
                                                                        Double.parseDouble(
                                                                                words[0])))),
                        "board-bench-browser");
        listener.setDaemon(true);
        listener.start();
        return changes;
    }

    /** When the number was so high; nothing when it never was. */
    private static @Nullable Double await(BlockingQueue<Change> changes, int number)
            throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (true) {
            var change = changes.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (change == null) {
                return null;
            }
            if (change.number() >= number) {
                return change.atMillis();
            }
        }
    }

    private static double nowMillis() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()) / 1e3;
    }

    private void create(DataSource owner) throws SQLException {
        var franchise = UUID.randomUUID();
        var brand = UUID.randomUUID();
        var manager = UUID.randomUUID();
        try (var connection = owner.getConnection()) {
            connection.setAutoCommit(false);
            Scope.set(connection, organization);
            run(
                    connection,
                    "insert into organizations (organization_id, name, currency) values (?, 'Bench', 'USD')",
                    organization);
            run(
                    connection,
                    "insert into brands (organization_id, brand_id, name) values (?, ?, 'Bench')",
                    organization,
                    brand);
            run(
                    connection,
                    "insert into franchises (organization_id, franchise_id, brand_id, name) values (?, ?, ?, 'Bench')",
                    organization,
                    franchise,
                    brand);
            run(
                    connection,
                    "insert into branches (organization_id, branch_id, franchise_id, name, time_zone) values (?, ?, ?, 'Bench', 'UTC')",
                    organization,
                    branch,
                    franchise);
            run(
                    connection,
                    "insert into services (organization_id, service_id, name, category, price, duration_minutes) values (?, ?, 'Bench', 'vet', 50, 30)",
                    organization,
                    service);
            run(
                    connection,
                    "insert into users (organization_id, user_id, email, password_hash, first_name, last_name) values (?, ?, 'bench@bench.demo', '{bcrypt}nobody', 'Bench', 'Bench')",
                    organization,
                    parent);
            run(
                    connection,
                    "insert into users (organization_id, user_id, email, password_hash, first_name, last_name, role) values (?, ?, ?, ?, 'Bench', 'Bench', 'staff')",
                    organization,
                    manager,
                    email,
                    "{bcrypt}" + BCrypt.hashpw(addresses.demoPassword(), BCrypt.gensalt(4)));
            run(
                    connection,
                    "insert into memberships (organization_id, user_id, role, branch_ids) values (?, ?, 'branch_manager', array[?]::uuid[])",
                    organization,
                    manager,
                    branch);
            run(
                    connection,
                    "insert into pets (organization_id, pet_id, user_id, name, species) values (?, ?, ?, 'Bench', 'dog')",
                    organization,
                    pet,
                    parent);
            connection.commit();
        }
    }

    /** Tomorrow or later: a booking of today by its commit, not by its slot. */
    private void book(DataSource owner, int number) throws SQLException {
        var start =
                Instant.now().truncatedTo(ChronoUnit.HOURS).plus(48L + number, ChronoUnit.HOURS);
        try (var connection = owner.getConnection()) {
            run(
                    connection,
                    """
                    insert into appointments (organization_id, branch_id, pet_id, service_id, appointment_date, ends_at, price_cents)
                    values (?, ?, ?, ?, ?::timestamptz, ?::timestamptz, 5000)""",
                    organization,
                    branch,
                    pet,
                    service,
                    start.toString(),
                    start.plus(1, ChronoUnit.HOURS).toString());
        }
    }

    private static void run(Connection connection, String sql, Object... values)
            throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.executeUpdate();
        }
    }

    private record Change(int number, double atMillis) {}
}
