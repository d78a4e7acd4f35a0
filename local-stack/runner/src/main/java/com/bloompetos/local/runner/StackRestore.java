package com.bloompetos.local.runner;

import com.bloompetos.events.Topic;
import com.bloompetos.local.backup.BackupFolder;
import com.bloompetos.local.backup.DatabaseCopy;
import com.bloompetos.local.backup.Manifest;
import com.bloompetos.local.backup.SchemasCopy;
import com.bloompetos.local.backup.TopicsCopy;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Puts a backup into the state of a stack that does not run; the next start carries on from there.
 * What the jobs remember is thrown away: they read the topics again, and versions keep what is
 * newer.
 */
final class StackRestore {
    private final Checkout checkout;
    private final StateDirectory state;
    private final Ports ports;
    private final Path backup;

    StackRestore(Checkout checkout, StateDirectory state, Ports ports, Path backup) {
        this.checkout = checkout;
        this.state = state;
        this.ports = ports;
        this.backup = backup;
    }

    /** Every part, into an empty state. */
    void everything(Consumer<String> say) throws IOException, InterruptedException {
        if (holdsAnything(state.root().resolve("data"))) {
            throw new Complaint(
                    "%s holds data: restore elsewhere with BLOOM_STATE, or say --replace."
                            .formatted(state.root()));
        }
        var folder = BackupFolder.open(backup);
        var manifest = folder.verify();
        say.accept("The backup of %s is whole.".formatted(manifest.madeAt()));
        keys();
        DatabaseCopy.restore(folder, StateDirectory.made(state.data("postgres")));
        say.accept("postgres    its files; it recovers from its log at the next start");
        var stack = new Stack(checkout, state, ports, Secrets.in(state));
        var supervisor = new Supervisor(state);
        try (supervisor) {
            supervisor.start(new Parts(stack).stores(), (part, took) -> {});
            var topics = new ArrayList<>(StackBackup.topics());
            topics.add(StackBackup.PROGRESS);
            long records = new TopicsCopy(stack.kafka()).restore(topics, folder);
            say.accept("kafka       %,d records".formatted(records));
            new SchemasCopy(URI.create(stack.registryUrl()), Probe.HTTP).restore(folder);
            say.accept("registry    schemas and their ids");
            warehouse(stack, folder, manifest);
            requireOlder(stack, manifest);
            say.accept("clickhouse  all tables");
        }
    }

    /** The warehouse alone, beside a database and topics that are whole. */
    void warehouseAlone(Consumer<String> say) throws IOException, InterruptedException {
        if (holdsAnything(state.data("clickhouse"))) {
            throw new Complaint(
                    "%s holds a warehouse: say --replace to give it up."
                            .formatted(state.data("clickhouse")));
        }
        if (!holdsAnything(state.data("postgres")) || !holdsAnything(state.data("kafka"))) {
            throw new Complaint(
                    "%s has no database or no topics to catch up from: restore without --warehouse."
                            .formatted(state.root()));
        }
        var folder = BackupFolder.open(backup);
        var manifest = folder.verify();
        say.accept("The backup of %s is whole.".formatted(manifest.madeAt()));
        var stack = new Stack(checkout, state, ports, Secrets.in(state));
        var supervisor = new Supervisor(state);
        try (supervisor) {
            supervisor.start(
                    List.of(new Kafka(stack).part(), new Parts(stack).emptyClickhouse()),
                    (part, took) -> {});
            warehouse(stack, folder, manifest);
            new Kafka(stack).forgetGroups(Lag.groupsOf("flink"));
        }
        say.accept("clickhouse  all tables");
        // What they had read and what they remember is that of the warehouse that was lost.
        new StateDirectory(state.data("flink")).delete();
        say.accept("flink       reads the topics from their beginning at the next start");
    }

    /**
     * Within the time for which topics keep every change, rows that were deleted since are told as
     * deleted. Later only their tombstones may be left, which nothing can be made of: then the
     * mirror's tables begin empty and the topics fill them.
     */
    private static void warehouse(Stack stack, BackupFolder folder, Manifest manifest)
            throws IOException, InterruptedException {
        var isYoung =
                Duration.between(manifest.madeAt(), Instant.now())
                                .compareTo(Topic.EVERY_CHANGE_KEPT)
                        < 0;
        StackBackup.warehouse(stack).restore(folder, isYoung);
        if (!isYoung) {
            // Every day of every KPI is computed anew, also those that no row is left to tell of.
            new Warehouse(stack, "admin").ask("truncate table ledger.batch_kpis", "TabSeparated");
        }
    }

    /** The database's next change must be newer than whatever the warehouse knows. */
    private static void requireOlder(Stack stack, Manifest manifest)
            throws IOException, InterruptedException {
        long newest =
                new Warehouse(stack, "admin")
                        .count("select max(version) from mart.latest_readings");
        if (newest > manifest.logPosition()) {
            throw new Complaint(
                    "The warehouse of this backup is ahead of its database (%X, %X): it is of no use."
                            .formatted(newest, manifest.logPosition()));
        }
    }

    private void keys() throws IOException {
        for (var name : List.of("secrets.properties", "jwt.pem")) {
            place(name, state.root().resolve(name));
        }
        place("clickhouse.users", state.run("clickhouse.users"));
    }

    private void place(String name, Path target) throws IOException {
        var kept = backup.resolve("keys").resolve(name);
        if (Files.exists(kept)) {
            StateDirectory.made(target.resolveSibling("."));
            Secrets.writePrivately(target, Files.readString(kept));
        }
    }

    static boolean holdsAnything(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) return false;
        try (var entries = Files.list(folder)) {
            return entries.findAny().isPresent();
        }
    }
}
