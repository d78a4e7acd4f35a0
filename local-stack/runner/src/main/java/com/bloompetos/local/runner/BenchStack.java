package com.bloompetos.local.runner;

import com.bloompetos.local.bench.Addresses;
import com.bloompetos.local.bench.ChaosStack;
import com.bloompetos.local.bench.MirrorStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The whole stack under a bench: the one that runs, or an empty one of its own. */
final class BenchStack implements MirrorStack, ChaosStack, AutoCloseable {
    private final Stack stack;
    private final Supplier<List<PartStatus>> status;
    private final @Nullable RunningStack own;

    private BenchStack(Stack stack, Supplier<List<PartStatus>> status, @Nullable RunningStack own) {
        this.stack = stack;
        this.status = status;
        this.own = own;
    }

    static BenchStack runningOrOwn() throws SQLException, IOException, InterruptedException {
        var stack = Stack.fromEnvironment();
        if (new PidFile(stack.state().run(Up.SUPERVISOR)).process().isPresent()) {
            var file = new StatusFile(stack.state().run("status.json"));
            return new BenchStack(stack, file::read, null);
        }
        return own(stack.checkout());
    }

    /** A fresh one, on free ports; what an earlier run left in its directory is deleted. */
    static BenchStack own(Checkout checkout)
            throws SQLException, IOException, InterruptedException {
        var state =
                new StateDirectory(
                        checkout.module("local-stack/runner").resolve("target/bench-stack"));
        var ports = Ports.free();
        var before = new Stack(checkout, state, ports, Secrets.in(state));
        new Supervisor(state).endLeftovers(new Parts(before).withSimulator());
        state.delete();
        var stack = new Stack(checkout, state, ports, Secrets.in(state));
        var running = new RunningStack(stack);
        // Also when the run is interrupted, no process may be left.
        Runtime.getRuntime().addShutdownHook(new Thread(running::close));
        Bloom.say("Starting a stack of its own:");
        running.start(
                (part, took) -> Bloom.say("  %5.1f s   %s".formatted(took.toMillis() / 1e3, part)));
        return new BenchStack(stack, running::status, running);
    }

    @Override
    public Addresses addresses() {
        return Bench.addresses(stack);
    }

    @Override
    public boolean isOwn() {
        return own != null;
    }

    @Override
    public String kafka() {
        return stack.kafka();
    }

    @Override
    public String registry() {
        return stack.registryUrl();
    }

    @Override
    public List<String> parts() {
        return status.get().stream().map(PartStatus::part).toList();
    }

    @Override
    public long pid(String part) {
        var pid = status(part).pid();
        return pid == 0 ? -1 : pid;
    }

    @Override
    public boolean healthy(String part) {
        return status(part).isUp();
    }

    private PartStatus status(String part) {
        return status.get().stream()
                .filter(status -> status.part().equals(part))
                .findFirst()
                .orElseThrow(() -> new Complaint("There is no part " + part + "."));
    }

    @Override
    public void stopReading() throws IOException, InterruptedException {
        new Connect(stack).stop();
    }

    @Override
    public void resumeReading() throws IOException, InterruptedException {
        var connect = new Connect(stack);
        connect.resume();
        while (!connect.isReading()) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    @Override
    public Process mirrorAlone(Map<String, String> settings, Path log) throws IOException {
        var environment = new HashMap<>(new Parts(stack).flinkEnvironment("admin"));
        environment.put("BLOOM_HEALTH_PORT", "0");
        environment.putAll(settings);
        var builder =
                new ProcessBuilder(Parts.flinkProgram(stack.checkout(), "MirrorAlone"))
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        return builder.start();
    }

    @Override
    public void publishAlso(String table, String columns) throws IOException, InterruptedException {
        var connect = new Connect(stack);
        var list = "public[.]%s[.](".formatted(table);
        connect.register(connect.configuration().replace(list, list + columns + "|"));
    }

    @Override
    public void forgetProgress(String job) throws IOException, InterruptedException {
        killFlink();
        delete(stack.state().data("flink").resolve(job));
    }

    @Override
    public void remember(String job) throws IOException {
        var kept = kept(job);
        delete(kept);
        var checkpoints = stack.state().data("flink").resolve(job);
        if (Files.isDirectory(checkpoints)) {
            copy(checkpoints, kept);
        }
    }

    @Override
    public void rewind(String job) throws IOException, InterruptedException {
        forgetProgress(job);
        if (Files.isDirectory(kept(job))) {
            copy(kept(job), stack.state().data("flink").resolve(job));
        }
    }

    private Path kept(String job) {
        return stack.state().data("remembered").resolve(job);
    }

    /** Its next start takes seconds before it looks for checkpoints. */
    private void killFlink() throws InterruptedException {
        var killed = ProcessHandle.of(pid("flink"));
        killed.ifPresent(ProcessHandle::destroyForcibly);
        while (killed.isPresent() && killed.get().isAlive()) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    private static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) return;
        try (Stream<Path> files = Files.walk(directory)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    /**
     * While a job makes and drops checkpoints: what is gone meanwhile was none yet, or none more.
     */
    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (var file : files.toList()) {
                var target = to.resolve(from.relativize(file));
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else if (Files.exists(file)) {
                    Files.copy(file, target);
                }
            }
        } catch (java.io.UncheckedIOException | java.nio.file.NoSuchFileException moved) {
            delete(to);
        }
    }

    @Override
    public void close() {
        if (own != null) own.close();
    }
}
