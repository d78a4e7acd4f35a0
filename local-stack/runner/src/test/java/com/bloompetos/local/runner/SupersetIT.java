package com.bloompetos.local.runner;

import static com.bloompetos.local.runner.TestStack.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.security.crypto.bcrypt.BCrypt;

/**
 * Superset on the running stack: two chains, and in the first two franchises that are rivals. What
 * is checked over HTTP is in dashboards/superset/check, in a Chromium in its browser/walk.test.mjs.
 */
@ExtendWith(SharedStack.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SupersetIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final long LONGEST_MINUTES = 20; // A busy machine; a quiet one takes three.
    private static final long FIRST_TIME_MINUTES = 30; // Its packages, where nobody has them yet.
    private static final int BOOKINGS = 3;
    private static final int RIVALS_BOOKINGS = 2;

    private static World world;

    @BeforeAll
    static void startSuperset() throws Exception {
        var python = Superset.python();
        assumeThat(python).as(Superset.NO_PYTHON).isPresent();
        var stack = SharedStack.get();
        var starting =
                stack.running()
                        .startSuperset(
                                python.get(),
                                (part, took) ->
                                        System.out.printf(
                                                "  %5.1f s   %s%n", took.toMillis() / 1e3, part));
        world = new World(stack);
        starting.get(FIRST_TIME_MINUTES, TimeUnit.MINUTES);
    }

    @Test
    @Order(1)
    void everyoneIsShownTheirOwnBranchesAndNobodyElses() throws Exception {
        check(
                Map.of("BLOOM_WALLS", json(world.walls())),
                "check/walls.py",
                world.stack.stack().supersetUrl(),
                world.password);
    }

    @Test
    @Order(2) // Somebody has signed in by then, whom the rule is about.
    void supersetsOwnRuleHoldsWithoutTheWarehousesWall() throws Exception {
        var stack = world.stack.stack();
        check(
                Map.of(),
                "check/second_wall.py",
                "clickhousedb://admin:%s@127.0.0.1:%d/mart"
                        .formatted(
                                stack.secrets().get("clickhouse.admin"),
                                java.net.URI.create(stack.clickhouseUrl()).getPort()));
    }

    @Test
    @Order(3)
    void whatItExportsIsWhatTheFilesSay() throws Exception {
        check(Map.of(), "check/round_trip.py");
    }

    @Test
    @Order(4)
    void inABrowserEveryRoleSeesTheWarehousesNumbers() throws Exception {
        var stack = world.stack.stack();
        var walking =
                new ProcessBuilder("node", "--test", "browser/walk.test.mjs")
                        .directory(stack.checkout().module("dashboards/superset").toFile())
                        .inheritIO();
        walking.environment().put("BLOOM_SUPERSET_TEST", json(world.walk()));
        succeeds(walking);
    }

    private static void check(Map<String, String> environment, String... script) throws Exception {
        var part = new Superset(world.stack.stack()).part(Superset.python().orElseThrow());
        var command = new ArrayList<>(part.command());
        command.addAll(List.of(script));
        var checking =
                new ProcessBuilder(command)
                        .directory(
                                world.stack
                                        .stack()
                                        .checkout()
                                        .module("dashboards/superset")
                                        .toFile())
                        .inheritIO();
        checking.environment().putAll(part.environment());
        checking.environment().putAll(environment);
        succeeds(checking);
    }

    private static void succeeds(ProcessBuilder what) throws Exception {
        var running = what.start();
        try {
            assertThat(running.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES)).isTrue();
            assertThat(running.exitValue()).as("what it said is above").isZero();
        } finally {
            running.destroy();
        }
    }

    private static String json(Object value) throws Exception {
        return new ObjectMapper().writeValueAsString(value);
    }

    /** Its people and what each of them may see. */
    private static final class World {
        private final TestStack stack;
        private final String password;
        private final Clinic clinic;
        private final Clinic stranger;
        private final UUID rivalBranch = UUID.randomUUID();
        private final Map<String, Somebody> people = new LinkedHashMap<>();
        private final String parent;

        World(TestStack stack) throws Exception {
            this.stack = stack;
            this.password = stack.stack().secrets().get("demo");
            this.clinic = Clinic.open(stack);
            this.stranger = Clinic.open(stack);
            try (var connection = stack.owner(clinic.organization)) {
                openRival(connection);
                rename(connection, clinic.branch, "Own " + clinic.branch);
                for (int number = 0; number < BOOKINGS; number++) {
                    clinic.book(connection);
                }
                for (int number = 0; number < RIVALS_BOOKINGS; number++) {
                    bookAtRival(connection, number);
                }
                furnish(connection);
                var own = List.of(clinic.branch);
                people.put("owner", employ(connection, clinic, "franchise_owner", own));
                people.put("manager", employ(connection, clinic, "branch_manager", own));
                people.put("analyst", employ(connection, clinic, "analyst", own));
                people.put(
                        "rival",
                        employ(connection, clinic, "franchise_owner", List.of(rivalBranch)));
                parent = employ(connection, clinic, "staff", own).email;
            }
            try (var connection = stack.owner(stranger.organization)) {
                rename(connection, stranger.branch, "Stranger " + stranger.branch);
                stranger.book(connection);
                people.put(
                        "stranger",
                        employ(connection, stranger, "analyst", List.of(stranger.branch)));
            }
            for (var branch : List.of(clinic.branch, rivalBranch, stranger.branch)) {
                eventually("the warehouse has them", SOON, () -> bookings(branch) > 0);
            }
            for (var table : List.of("resources", "inventory_items", "alerts", "risk_scores")) {
                eventually(
                        "the mirror has filled " + table,
                        SOON,
                        () ->
                                !stack.warehouse(
                                                "select 1 from staging.%s limit 1".formatted(table))
                                        .isEmpty());
            }
            eventually("all of them", SOON, () -> bookings(clinic.branch) == BOOKINGS);
        }

        Map<String, Object> walls() {
            Map<String, Object> sees = new LinkedHashMap<>();
            people.values()
                    .forEach(
                            one ->
                                    sees.put(
                                            one.email,
                                            Map.of("role", one.role, "branches", one.branches)));
            return Map.of("people", sees, "nobodies", List.of(parent));
        }

        Map<String, Object> walk() throws Exception {
            Map<String, Object> walkers = new LinkedHashMap<>();
            var names =
                    Map.of(
                            clinic.branch,
                            "Own " + clinic.branch,
                            rivalBranch,
                            "Rival " + rivalBranch,
                            stranger.branch,
                            "Stranger " + stranger.branch);
            for (var person : people.entrySet()) {
                var own = person.getValue().branches;
                var foreign = new ArrayList<>(names.values());
                own.forEach(branch -> foreign.remove(names.get(branch)));
                walkers.put(
                        person.getKey(),
                        Map.of(
                                "email",
                                person.getValue().email,
                                "branches",
                                own.stream().map(names::get).toList(),
                                "foreign",
                                foreign,
                                "numbers",
                                Map.of("Bookings today", String.valueOf(bookings(own.get(0))))));
            }
            return Map.of(
                    "url",
                    stack.stack().apiUrl(),
                    "superset",
                    stack.stack().supersetUrl(),
                    "password",
                    password,
                    "people",
                    walkers);
        }

        private long bookings(UUID branch) throws Exception {
            return Long.parseLong(
                    stack.warehouse(
                                    "select sum(numerator) from mart.latest_readings final where kpi = 'bookings' and branch_id = '%s'"
                                            .formatted(branch))
                            .get(0));
        }

        /** Another franchise of the same brand. */
        private void openRival(Connection connection) throws SQLException {
            var franchise = UUID.randomUUID();
            Clinic.run(
                    connection,
                    "insert into franchises (franchise_id, organization_id, brand_id, name) select '%s', organization_id, brand_id, 'Rival' from brands",
                    franchise);
            Clinic.run(
                    connection,
                    "insert into branches (branch_id, organization_id, franchise_id, name, time_zone) values ('%s', '%s', '%s', 'Rival %s', 'Pacific/Pago_Pago')",
                    rivalBranch,
                    clinic.organization,
                    franchise,
                    rivalBranch);
        }

        /** Where it is tomorrow for most of the day: today is the branch's, not the server's. */
        private static void rename(Connection connection, UUID branch, String name)
                throws SQLException {
            Clinic.run(
                    connection,
                    "update branches set name = '%s', time_zone = 'Pacific/Kiritimati' where branch_id = '%s'",
                    name,
                    branch);
        }

        /**
         * One row of everything that a dashboard names: the mirror makes a table with its first
         * row.
         */
        private void furnish(Connection connection) throws SQLException {
            Clinic.run(
                    connection,
                    "insert into resources (organization_id, branch_id, kind, user_id, label) values ('%s', '%s', 'staff', '%s', 'Groomer 1')",
                    clinic.organization,
                    clinic.branch,
                    clinic.owner);
            Clinic.run(
                    connection,
                    """
                    insert into inventory_items (item_id, organization_id, branch_id, sku, label, unit, on_hand, reorder_point, reorder_quantity)
                    values ('%s', '%s', '%s', 'shampoo', 'Shampoo', 'bottle', 5, 2, 20)""",
                    UUID.randomUUID(),
                    clinic.organization,
                    clinic.branch);
            Clinic.run(
                    connection,
                    """
                    insert into alerts (organization_id, branch_id, rule, severity, subject_kind, subject_id, episode, title, evidence)
                    values ('%s', '%s', 'revenue_drop', 'warning', 'branch', '%s', '1', 'Revenue 40 %% below the usual', '{}')""",
                    clinic.organization,
                    clinic.branch,
                    clinic.branch);
        }

        private void bookAtRival(Connection connection, int number) throws SQLException {
            Clinic.run(
                    connection,
                    """
                    insert into appointments (organization_id, branch_id, pet_id, service_id, appointment_date, ends_at, price_cents)
                    values ('%s', '%s', '%s', '%s', now() + interval '%d hours', now() + interval '%d hours', 6000)""",
                    clinic.organization,
                    rivalBranch,
                    clinic.pet,
                    clinic.service,
                    60 + number,
                    61 + number);
        }

        /** Somebody new; the code of their app follows from the demo's password. */
        private Somebody employ(
                Connection connection, Clinic where, String role, List<UUID> branches)
                throws SQLException {
            var person = UUID.randomUUID();
            var email = role + "-" + person + "@test.example";
            Clinic.run(
                    connection,
                    "insert into users (user_id, organization_id, email, password_hash, first_name, last_name, role) values ('%s', '%s', '%s', '{bcrypt}%s', 'First', 'Last', 'staff')",
                    person,
                    where.organization,
                    email,
                    BCrypt.hashpw(password, BCrypt.gensalt(4)));
            Clinic.run(
                    connection,
                    "insert into memberships (organization_id, user_id, role, branch_ids) values ('%s', '%s', '%s', array['%s']::uuid[])",
                    where.organization,
                    person,
                    role,
                    branches.get(0));
            return new Somebody(email, role, branches);
        }

        private record Somebody(String email, String role, List<UUID> branches) {}
    }
}
