package com.bloompetos.local.bench;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Holds every reading of the bench's organization against what PostgreSQL counts at the end. */
record CellCheck(long cells, long lost, long doubled, double seconds) {

    private record Parts(long numerator, long denominator) {}

    private static final Parts NONE = new Parts(0, 0);

    /**
     * Waits until all cells agree, at most so long; what then is too small is lost, what is too
     * large is doubled.
     */
    static CellCheck untilEqual(
            DataSource owner,
            WarehouseReader warehouse,
            BenchOrganization organization,
            long timeoutSeconds)
            throws SQLException, InterruptedException {
        long start = System.nanoTime();
        Map<String, Parts> expected = expected(owner);
        CellCheck check;
        do {
            check =
                    compare(
                            expected,
                            served(warehouse, organization),
                            (System.nanoTime() - start) / 1e9);
            if (check.isClean()) {
                return check;
            }
            TimeUnit.MILLISECONDS.sleep(250);
        } while (check.seconds() < timeoutSeconds);
        return check;
    }

    boolean isClean() {
        return lost == 0 && doubled == 0;
    }

    private static Map<String, Parts> expected(DataSource owner) throws SQLException {
        Map<String, Parts> expected = new HashMap<>();
        try (Connection connection = owner.getConnection();
                var statement = connection.createStatement()) {
            // The pool's connections stand inside the bench's organization, and see nothing else.
            for (StreamedKpi kpi : StreamedKpi.values()) {
                try (var rows = statement.executeQuery(kpi.sqlInPostgres())) {
                    while (rows.next()) {
                        expected.put(
                                kpi.kpi() + " " + rows.getString(1),
                                new Parts(rows.getLong(2), rows.getLong(3)));
                    }
                }
            }
        }
        return expected;
    }

    private static Map<String, Parts> served(
            WarehouseReader warehouse, BenchOrganization organization) throws InterruptedException {
        Map<String, Parts> served = new HashMap<>();
        try {
            for (@Nullable String[] row :
                    warehouse.rows(
                            """
                            select concat(toString(kpi), ' ', toString(organization_id), ' ', toString(branch_id), ' ',
                                          toString(day), ' ', arrayStringConcat(dimensions, ',')), numerator, denominator
                            from mart.latest_readings final where organization_id = '%s'"""
                                    .formatted(organization.id))) {
                served.put(
                        String.valueOf(row[0]),
                        new Parts(
                                Long.parseLong(String.valueOf(row[1])),
                                Long.parseLong(String.valueOf(row[2]))));
            }
        } catch (IOException away) {
            // Nothing served is everything lost, unless it comes back in time.
            served.clear();
        }
        return served;
    }

    private static CellCheck compare(
            Map<String, Parts> expected, Map<String, Parts> served, double seconds) {
        Set<String> keys = new HashSet<>(expected.keySet());
        keys.addAll(served.keySet());
        long lost = 0;
        long doubled = 0;
        for (String key : keys) {
            Parts right = expected.getOrDefault(key, NONE);
            Parts shown = served.getOrDefault(key, NONE);
            long numerator = shown.numerator() - right.numerator();
            long denominator = shown.denominator() - right.denominator();
            lost += Math.max(Math.max(-numerator, -denominator), 0);
            doubled += Math.max(Math.max(numerator, denominator), 0);
        }
        return new CellCheck(expected.size(), lost, doubled, seconds);
    }
}
