package com.bloompetos.local.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import com.bloompetos.local.runner.ApiStack;
import com.bloompetos.local.runner.SharedApiStack;
import com.bloompetos.local.runner.TestStack;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The simulator on a demo with a short past: what flows on from the log has a source that lives.
 */
@ExtendWith(SharedApiStack.class)
class LiveTrafficIT {
    /** How a chain is built does not change while it works; alerts are written by the insights. */
    private static final Set<String> STANDING =
            Set.of(
                    "organizations",
                    "brands",
                    "franchises",
                    "branches",
                    "memberships",
                    "services",
                    "service_supplies",
                    "inventory_items",
                    "alerts",
                    "insights",
                    "cdc_heartbeats");

    private static ApiStack stack;
    private static Map<String, Long> history;

    @BeforeAll
    static void tellTheHistory() throws Exception {
        stack = SharedApiStack.get();
        var owner = new PGSimpleDataSource();
        owner.setUrl(stack.jdbcUrl());
        owner.setUser("bloom_owner");
        owner.setPassword(stack.target().ownerPassword());
        History.load(
                owner, Demo.of(7, Instant.now(), 30), stack.demoPassword(), (done, of, what) -> {});
        history = rows();
    }

    /**
     * A series and a waitlist are the live traffic's alone; charges by intent are the provider's.
     */
    @Test
    void theHistoryFillsWhatKpisRead() {
        var quiet = new TreeSet<String>();
        history.forEach(
                (table, count) -> {
                    if (count == 0) quiet.add(table);
                });
        assertThat(quiet)
                .containsExactlyInAnyOrder(
                        "booking_series",
                        "payment_intents",
                        "refunds",
                        "waitlist_entries",
                        "waitlist_offers");
    }

    @Test
    void everyPublishedTableGetsALiveRow() throws Exception {
        var answers =
                LiveTraffic.run(
                        stack.apiUrl(),
                        stack.demoPassword(),
                        new LiveTraffic.Options(60, 60, 3, LiveTraffic.Days.FASTER_THAN_CLOCKS),
                        System.out);
        assertThat(answers.keySet()).noneMatch(status -> status >= 500);
        TestStack.eventually(
                "the provider and the rounds have done their part",
                Duration.ofSeconds(60),
                () -> quiet().isEmpty());
        assertThat(kinds()).contains("receipt", "use", "sale", "count", "transfer", "write_off");
    }

    private static Set<String> quiet() throws SQLException {
        var quiet = new TreeSet<String>();
        rows().forEach(
                        (table, count) -> {
                            if (count <= history.getOrDefault(table, 0L)) quiet.add(table);
                        });
        quiet.removeAll(STANDING);
        return quiet;
    }

    /** How many rows of the demo's two organizations each published table has. */
    private static Map<String, Long> rows() throws SQLException {
        var counts = new TreeMap<String, Long>();
        try (var connection = stack.superuser();
                var statement = connection.createStatement()) {
            var tables = new TreeSet<String>();
            try (var names =
                    statement.executeQuery(
                            "select tablename from pg_publication_tables where pubname = 'bloom'")) {
                while (names.next()) tables.add(names.getString(1));
            }
            tables.removeAll(STANDING);
            for (var table : tables) {
                try (var count =
                        statement.executeQuery(
                                "select count(*) from %s where organization_id in ('%s', '%s')"
                                        .formatted(table, Demo.PAWSOME, Demo.TAILWIND))) {
                    count.next();
                    counts.put(table, count.getLong(1));
                }
            }
        }
        return counts;
    }

    private static Set<String> kinds() throws SQLException {
        var kinds = new TreeSet<String>();
        try (var connection = stack.superuser();
                var statement = connection.createStatement();
                var rows =
                        statement.executeQuery(
                                """
                                select distinct kind from inventory_movements
                                where organization_id = '01900000-0000-7000-8000-0000000000a1' and moved_by is not null or kind = 'use'""")) {
            while (rows.next()) kinds.add(rows.getString(1));
        }
        return kinds;
    }
}
