package com.bloompetos.local.runner;

import java.io.IOException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Superset from its Python packages, started when everything else is up: no number waits for it.
 */
final class Superset {
    static final String NO_PYTHON =
            "Superset is left out: it needs Python 3.10, 3.11 or 3.12 with venv on the PATH.";

    private static final List<String> PYTHONS =
            List.of("python3.11", "python3.12", "python3.10", "python3", "python");
    private static final String FITS =
            "import ensurepip, sys, venv; sys.exit(not (3, 10) <= sys.version_info[:2] < (3, 13))";

    /** The first time fetches some 150 packages. */
    private static final Duration PATIENCE = Duration.ofMinutes(30);

    private final Stack stack;

    Superset(Stack stack) {
        this.stack = stack;
    }

    /** A Python that it runs on. */
    static Optional<String> python() throws InterruptedException {
        for (var python : PYTHONS) {
            if (fits(python)) return Optional.of(python);
        }
        return Optional.empty();
    }

    private static boolean fits(String python) throws InterruptedException {
        try {
            return new ProcessBuilder(python, "-c", FITS)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException absent) {
            return false;
        }
    }

    /** To be ended, whatever it ran on. */
    Part part() {
        return part("python3");
    }

    Part part(String python) {
        var folder = stack.checkout().module("dashboards/superset");
        return Part.of(
                        "superset",
                        "Superset 6.1: dashboards",
                        List.of(folder.resolve("start.sh").toString()),
                        Probe.http(stack.ports().superset(), "/health"))
                .with(environment(python))
                .preparedBy(this::makeDatabase)
                .patient(PATIENCE);
    }

    private Map<String, String> environment(String python) {
        var secrets = stack.secrets();
        return Map.ofEntries(
                Map.entry("BLOOM_PYTHON", python),
                Map.entry("BLOOM_SUPERSET_PORT", String.valueOf(stack.ports().superset())),
                Map.entry(
                        "BLOOM_SUPERSET_DATABASE",
                        "postgresql+psycopg2://superset:%s@127.0.0.1:%d/superset"
                                .formatted(
                                        secrets.get("postgres.superset"),
                                        stack.ports().postgres())),
                Map.entry("BLOOM_SUPERSET_KEY", secrets.get("superset.key")),
                Map.entry("BLOOM_SUPERSET_SECRET", secrets.get("superset.secret")),
                Map.entry("BLOOM_SUPERSET_PEOPLE_KEY", secrets.get("superset.people")),
                Map.entry(
                        "BLOOM_SUPERSET_STATE",
                        StateDirectory.made(stack.state().data("superset")).toString()),
                Map.entry("BLOOM_ISSUER", stack.apiUrl()),
                Map.entry("BLOOM_CLICKHOUSE_URL", stack.clickhouseUrl()),
                Map.entry(
                        "BLOOM_CLICKHOUSE_USERS",
                        new WarehouseUsers(stack).file().path().toString()));
    }

    /** Its own database and a role that can enter no other. */
    private void makeDatabase() throws SQLException {
        try (var connection =
                        DriverManager.getConnection(
                                stack.postgresUrl("postgres"),
                                "postgres",
                                stack.secrets().get("postgres.superuser"));
                var statement = connection.createStatement()) {
            if (isMissing(statement, "pg_roles where rolname = 'superset'")) {
                statement.execute("create role superset");
            }
            statement.execute(
                    "alter role superset login nosuperuser nocreatedb nocreaterole noreplication"
                            + " nobypassrls password '%s'"
                                    .formatted(stack.secrets().get("postgres.superset")));
            if (isMissing(statement, "pg_database where datname = 'superset'")) {
                statement.execute("create database superset owner superset");
            }
            statement.execute("revoke all on database superset from public");
            statement.execute("revoke connect on database postgres from public");
        }
    }

    private static boolean isMissing(Statement statement, String what) throws SQLException {
        try (var found = statement.executeQuery("select 1 from " + what)) {
            return !found.next();
        }
    }
}
