package com.bloompetos.local.runner;

import java.io.IOException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;

/** A stack whose parts this process started and watches; closing it ends all of them. */
public final class RunningStack implements AutoCloseable {
    private final Stack stack;
    private final Parts parts;
    private final Supervisor supervisor;

    RunningStack(Stack stack) {
        this.stack = stack;
        this.parts = new Parts(stack);
        this.supervisor = new Supervisor(stack.state());
    }

    /**
     * Brings everything up from whatever an earlier run left on disk, down to the running
     * connector.
     */
    public void start(BiConsumer<String, Duration> onUp)
            throws SQLException, IOException, InterruptedException {
        stack.state().requireSpace();
        supervisor.endLeftovers(parts.withSimulator());
        stack.ports().requireFree();
        supervisor.start(parts.all(), say(onUp));
        requireBypass();
        var connect = new Connect(stack);
        connect.register();
        // A load that was killed may have left it paused.
        connect.resume();
    }

    void simulate(int rate, BiConsumer<String, Duration> onUp) {
        supervisor.start(List.of(parts.simulator(rate)), say(onUp));
    }

    /** Beside everything else, since nothing else needs it; the future fails as its start does. */
    CompletableFuture<Void> startSuperset(String python, BiConsumer<String, Duration> onUp) {
        return CompletableFuture.runAsync(
                () -> supervisor.start(List.of(new Superset(stack).part(python)), say(onUp)));
    }

    private static BiConsumer<Part, Duration> say(BiConsumer<String, Duration> onUp) {
        return (part, took) ->
                onUp.accept("%-11s %s".formatted(part.name(), part.description()), took);
    }

    /**
     * Under forced row-level security a snapshot by any other role would be empty and say nothing.
     */
    void requireBypass() throws SQLException {
        try (var connection =
                        DriverManager.getConnection(
                                stack.postgresUrl("bloom"),
                                "bloom_cdc",
                                stack.secrets().get("postgres.cdc"));
                var statement = connection.createStatement();
                var role =
                        statement.executeQuery(
                                "select rolbypassrls from pg_roles where rolname = current_user")) {
            if (!role.next() || !role.getBoolean(1)) {
                throw new Complaint(
                        "Role bloom_cdc lacks BYPASSRLS, so its snapshots would be empty: alter role bloom_cdc bypassrls.");
            }
        }
    }

    public List<PartStatus> status() {
        return supervisor.status();
    }

    @Override
    public void close() {
        supervisor.close();
    }
}
