package com.bloompetos.local.runner;

import static com.bloompetos.local.runner.TestStack.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.bloompetos.local.api.Clocks;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.security.crypto.bcrypt.BCrypt;

/**
 * The live board in a real Chromium, for each kind of user; what it checks is in board.test.mjs.
 */
@ExtendWith(SharedStack.class)
class BoardIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int BOOKINGS = 3;
    private static final long LONGEST_MINUTES = 10; // A busy machine; a quiet one takes one.

    private final TestStack stack = SharedStack.get();
    private final String password = stack.stack().secrets().get("demo");

    @Test
    void everyRoleSeesItsOwnNumbersAndNobodyElses() throws Exception {
        var stranger = Clinic.open(stack);
        var clinic = Clinic.open(stack);
        var rival = UUID.randomUUID();
        Map<String, String> people = new LinkedHashMap<>();
        try (var connection = stack.owner(clinic.organization)) {
            openRival(connection, clinic, rival);
            people.put("manager", employ(connection, clinic, "branch_manager", clinic.branch));
            people.put("owner", employ(connection, clinic, "franchise_owner", clinic.branch));
            people.put("analyst", employ(connection, clinic, "analyst", clinic.branch));
            people.put("staff", employ(connection, clinic, "staff", clinic.branch));
            for (int number = 0; number < BOOKINGS; number++) {
                clinic.book(connection);
            }
            Clinic.run(
                    connection,
                    """
                    insert into alerts (organization_id, branch_id, rule, severity, subject_kind, subject_id, episode, title, evidence)
                    values ('%s', '%s', 'revenue_drop', 'warning', 'branch', '%s', '1', 'Revenue 40 %% below the usual',
                        '{"net_sales_cents": "120000", "usual_cents": "200000"}')""",
                    clinic.organization,
                    clinic.branch,
                    clinic.branch);
        }
        try (var connection = stack.owner(clinic.organization)) {
            tell(connection, clinic);
        }
        eventually("the warehouse has them", SOON, () -> bookings(clinic) == BOOKINGS);

        var foreign = List.of(stranger.branch, rival);
        var test =
                Map.of(
                        "url",
                        stack.stack().apiUrl(),
                        "password",
                        password,
                        "people",
                        people,
                        "branch",
                        clinic.branch,
                        "foreign",
                        Map.of(
                                "manager", foreign, "owner", foreign, "analyst", foreign, "staff",
                                foreign),
                        "numbers",
                        Map.of("bookings", Map.of("least", BOOKINGS, "exact", BOOKINGS)));
        var browser =
                new ProcessBuilder("node", "--test", "browser/board.test.mjs")
                        .directory(stack.stack().checkout().module("dashboards/board").toFile())
                        .inheritIO();
        browser.environment().put("BLOOM_BOARD_TEST", new ObjectMapper().writeValueAsString(test));
        var running = browser.start();
        try {
            assertThat(running.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES)).isTrue();
            assertThat(running.exitValue()).as("what the browser said is above").isZero();
        } finally {
            running.destroy();
        }
    }

    /** An insight as it is kept; how they are found has tests of its own. */
    private static void tell(Connection connection, Clinic clinic) throws SQLException {
        Clinic.run(
                connection,
                """
                insert into insights (organization_id, branch_id, kpi, definition_version, part, part_where, first_day, last_day,
                    title, sentence, bindings, chart, query, result_hash, as_of_version, worse, at_stake_cents, confidence)
                values ('%s', '%s', 'bookings', 1, '', '{}', current_date - 7, current_date - 1, 'Fewer bookings',
                    'Riverside: 3 bookings fewer than usual.', '[]',
                    jsonb_build_object('days', array[current_date - 8, current_date - 7], 'first_day', current_date - 7,
                        'part_numerator', array[5, 2], 'part_denominator', array[0, 0],
                        'rest_numerator', array[0, 0], 'rest_denominator', array[0, 0]),
                    'select 1', repeat('0', 64), 1, 3, 50000, 0.9)""",
                clinic.organization,
                clinic.branch);
    }

    private long bookings(Clinic clinic) throws Exception {
        return Long.parseLong(
                stack.warehouse(
                                "select sum(numerator) from mart.latest_readings final where kpi = 'bookings' and branch_id = '%s'"
                                        .formatted(clinic.branch))
                        .get(0));
    }

    /** Another franchise of the same brand. */
    private static void openRival(Connection connection, Clinic clinic, UUID branch)
            throws SQLException {
        var franchise = UUID.randomUUID();
        Clinic.run(
                connection,
                "insert into franchises (franchise_id, organization_id, brand_id, name) select '%s', organization_id, brand_id, 'Rival' from brands",
                franchise);
        Clinic.run(
                connection,
                "insert into branches (branch_id, organization_id, franchise_id, name, time_zone) values ('%s', '%s', '%s', 'Hillside', '%s')",
                branch,
                clinic.organization,
                franchise,
                Clocks.NOON);
    }

    /** The e-mail of somebody new; the code of their app follows from the demo's password. */
    private String employ(Connection connection, Clinic clinic, String role, UUID branch)
            throws SQLException {
        var person = UUID.randomUUID();
        var email = role + "-" + person + "@test.example";
        Clinic.run(
                connection,
                "insert into users (user_id, organization_id, email, password_hash, first_name, last_name, role) values ('%s', '%s', '%s', '{bcrypt}%s', 'First', 'Last', 'staff')",
                person,
                clinic.organization,
                email,
                BCrypt.hashpw(password, BCrypt.gensalt(4)));
        Clinic.run(
                connection,
                "insert into memberships (organization_id, user_id, role, branch_ids) values ('%s', '%s', '%s', array['%s']::uuid[])",
                clinic.organization,
                person,
                role,
                branch);
        return email;
    }
}
