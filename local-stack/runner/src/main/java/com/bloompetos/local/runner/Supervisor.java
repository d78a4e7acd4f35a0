package com.bloompetos.local.runner;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Starts parts as soon as those they need are up, keeps them running, stops them in reverse. */
public final class Supervisor implements AutoCloseable {
    private final Map<String, PartRunner> runners = new LinkedHashMap<>();
    private final StateDirectory directory;
    private final StatusFile statusFile;

    Supervisor(StateDirectory directory) {
        this.directory = directory;
        this.statusFile = new StatusFile(directory.run("status.json"));
    }

    /** Ends the processes that a killed run left behind. */
    void endLeftovers(List<Part> parts) {
        var last = new ArrayList<>(parts);
        Collections.reverse(last);
        last.forEach(
                part ->
                        new PidFile(directory.run(part.name() + ".pid"))
                                .endLeftover(part.stopSignal()));
    }

    /** Starts these and returns when all are up; a part that cannot start is a complaint. */
    void start(List<Part> parts, BiConsumer<Part, Duration> onUp) {
        var fresh =
                parts.stream().map(part -> new PartRunner(part, directory, this::publish)).toList();
        synchronized (this) {
            fresh.forEach(runner -> runners.put(runner.part().name(), runner));
        }
        var failed = new CompletableFuture<Object>();
        var up = new ArrayList<CompletableFuture<?>>();
        for (var runner : fresh) {
            up.add(runner.ready().thenAccept(took -> onUp.accept(runner.part(), took)));
            runner.ready().exceptionally(failure -> fail(failed, failure));
            var needed =
                    runner.part().after().stream()
                            .map(name -> need(name).ready())
                            .toArray(CompletableFuture<?>[]::new);
            CompletableFuture.allOf(needed).thenRun(() -> run(runner));
        }
        var allUp = CompletableFuture.allOf(up.toArray(CompletableFuture<?>[]::new));
        try {
            CompletableFuture.anyOf(allUp, failed).join();
        } catch (CompletionException failure) {
            if (failure.getCause() instanceof Complaint complaint) throw complaint;
            throw failure;
        }
    }

    private static @Nullable Duration fail(CompletableFuture<Object> failed, Throwable failure) {
        failed.completeExceptionally(failure);
        return null;
    }

    private PartRunner need(String name) {
        var runner = runners.get(name);
        if (runner == null) throw new IllegalArgumentException("no part is called " + name);
        return runner;
    }

    private static void run(PartRunner runner) {
        var thread = new Thread(runner, "part-" + runner.part().name());
        thread.setDaemon(true);
        thread.start();
    }

    public synchronized List<PartStatus> status() {
        return runners.values().stream().map(PartRunner::status).toList();
    }

    private synchronized void publish() {
        statusFile.write(status());
    }

    /** Stops everything, last started first; afterwards no process of the stack is left. */
    @Override
    public void close() {
        List<PartRunner> order;
        synchronized (this) {
            order = new ArrayList<>(runners.values());
        }
        Collections.reverse(order);
        order.forEach(PartRunner::beginStop);
        order.forEach(PartRunner::awaitEnd);
        publish();
    }
}
