package com.bloompetos.warehouse;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a warehouse to the shape that this build knows: new migrations in order, then every view
 * whose text changed.
 *
 * <p>ClickHouse has no transactions over several statements, so a migration that failed half-way
 * runs again from its beginning: each of its statements must bear being repeated ({@code if not
 * exists}).
 */
public final class Migrator {
    private static final Logger LOG = LoggerFactory.getLogger(Migrator.class);

    private final Engine engine;
    private final Scripts scripts;

    private record Applied(String name, String checksum, String at) {}

    Migrator(Engine engine, Scripts scripts) {
        this.engine = engine;
        this.scripts = scripts;
    }

    public static void main(String[] args) throws Exception {
        var engine =
                new HttpEngine(
                        required("BLOOM_CLICKHOUSE_URL"),
                        required("BLOOM_CLICKHOUSE_USER"),
                        required("BLOOM_CLICKHOUSE_PASSWORD"));
        try {
            engine.await();
            new Migrator(engine, Scripts.ofThisBuild()).run();
        } catch (Unappliable e) {
            LOG.error("{}", e.getMessage());
            System.exit(1);
        }
    }

    private static String required(String variable) {
        var value = System.getenv(variable);
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(variable + " is not set");
        }
        return value;
    }

    void run() throws IOException, InterruptedException {
        openLedger();
        var migrated = migrate();
        var changed = refreshViews();
        LOG.info(
                "{} migrations and {} views were new or changed; the warehouse is in shape",
                migrated,
                changed);
    }

    private void openLedger() throws IOException, InterruptedException {
        engine.execute("create database if not exists ledger");
        engine.execute(
                """
                create table if not exists ledger.migrations (
                    version UInt32, name String, checksum String, applied_at DateTime64(3, 'UTC') default now64(3)
                ) engine = MergeTree order by version""");
        engine.execute(
                """
                create table if not exists ledger.views (
                    name String, checksum String, applied_at DateTime64(3, 'UTC') default now64(3)
                ) engine = ReplacingMergeTree(applied_at) order by name""");
    }

    private int migrate() throws IOException, InterruptedException {
        var applied = new TreeMap<Integer, Applied>();
        for (var row :
                engine.query("select version, name, checksum, applied_at from ledger.migrations")) {
            applied.put(
                    Integer.valueOf(row.get(0)), new Applied(row.get(1), row.get(2), row.get(3)));
        }
        var count = 0;
        for (var migration : inOrder()) {
            var before = applied.remove(migration.version());
            if (before == null) {
                apply(migration);
                count++;
            } else if (!before.checksum().equals(migration.checksum())) {
                throw new Unappliable(
                        "migration "
                                + migration.name()
                                + " was edited after it had been applied at "
                                + before.at()
                                + ": put it back and write a new migration instead");
            }
        }
        if (!applied.isEmpty()) {
            throw new Unappliable(
                    "the warehouse has migrations that this build does not know: "
                            + applied.values().stream()
                                    .map(Applied::name)
                                    .collect(Collectors.joining(", "))
                            + ". Use the newer build");
        }
        return count;
    }

    private Iterable<Script> inOrder() {
        var ordered = new TreeMap<Integer, Script>();
        for (var migration : scripts.migrations()) {
            var other = ordered.put(migration.version(), migration);
            if (other != null) {
                throw new Unappliable(
                        "two migrations have the same version: "
                                + other.name()
                                + " and "
                                + migration.name());
            }
        }
        return ordered.values();
    }

    private void apply(Script migration) throws IOException, InterruptedException {
        for (var statement : migration.statements()) {
            execute(migration, statement);
        }
        engine.execute(
                "insert into ledger.migrations (version, name, checksum) values (%d, '%s', '%s')"
                        .formatted(migration.version(), migration.name(), migration.checksum()));
        LOG.info("applied {}", migration.name());
    }

    private int refreshViews() throws IOException, InterruptedException {
        Map<String, String> applied = new HashMap<>();
        for (var row :
                engine.query(
                        "select name, checksum from ledger.views final where checksum != ''")) {
            applied.put(row.get(0), row.get(1));
        }
        var count = 0;
        for (var view : scripts.views()) {
            if (!view.checksum().equals(applied.remove(view.name()))) {
                for (var statement : view.statements()) {
                    execute(view, statement);
                }
                remember(view.name(), view.checksum());
                count++;
            }
        }
        for (var gone : applied.keySet()) {
            engine.execute("drop view if exists " + gone.replace(".sql", "").replace('/', '.'));
            remember(gone, "");
            LOG.info("dropped {}, which this build no longer has", gone);
        }
        return count;
    }

    private void remember(String view, String checksum) throws IOException, InterruptedException {
        engine.execute(
                "insert into ledger.views (name, checksum) values ('%s', '%s')"
                        .formatted(view, checksum));
    }

    private void execute(Script script, String statement) throws IOException, InterruptedException {
        try {
            engine.execute(statement);
        } catch (Unappliable e) {
            throw new Unappliable(script.name() + ": " + e.getMessage());
        }
    }
}
