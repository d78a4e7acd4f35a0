package com.bloompetos.local.runner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps one part running: starts it, asks it, starts it again with growing pauses when it dies. */
final class PartRunner implements Runnable {
    enum State {
        WAITING,
        STARTING,
        UP,
        RESTARTING,
        FAILED,
        STOPPED
    }

    private static final Logger LOG = LoggerFactory.getLogger(PartRunner.class);
    private static final Duration STEADY = Duration.ofSeconds(60);
    private static final Duration PROBE_INTERVAL = Duration.ofSeconds(2);
    private static final int PROBES_MISSED_BEFORE_KILL = 15;
    private static final int FIRST_STARTS = 3;
    private static final long FIRST_PAUSE_MS = 250;
    private static final long LONGEST_PAUSE_MS = 15_000;

    private final Part part;
    private final StateDirectory directory;
    private final Path log;
    private final PidFile pidFile;
    private final Runnable changed;
    private final CompletableFuture<Duration> ready = new CompletableFuture<>();
    private volatile State state = State.WAITING;
    private volatile Instant since = Instant.now();
    private volatile int restarts;
    private volatile String detail = "";
    private volatile boolean stopping;
    private volatile @Nullable Process process;

    PartRunner(Part part, StateDirectory directory, Runnable changed) {
        this.part = part;
        this.directory = directory;
        this.log = directory.log(part.name());
        this.pidFile = new PidFile(directory.run(part.name() + ".pid"));
        this.changed = changed;
    }

    Part part() {
        return part;
    }

    /** Completes with the time the first start took, or with a complaint. */
    CompletableFuture<Duration> ready() {
        return ready;
    }

    PartStatus status() {
        var running = process;
        var pid = running == null || !running.isAlive() ? 0 : running.pid();
        return new PartStatus(
                part.name(),
                state.name().toLowerCase(java.util.Locale.ROOT),
                pid,
                restarts,
                since,
                detail);
    }

    @Override
    public void run() {
        var pause = FIRST_PAUSE_MS;
        for (int attempt = 1; !stopping; attempt++) {
            var began = Instant.now();
            try {
                runOnce(began);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                break;
            } catch (Exception failure) {
                // A part's own preparation may fail in any way; the supervisor must outlive all of
                // them.
                detail = causes(failure);
                LOG.warn("{}: {}", part.name(), detail);
                endProcess();
            }
            if (stopping) break;
            if (!ready.isDone() && attempt >= FIRST_STARTS) {
                fail();
                return;
            }
            restarts++;
            enter(State.RESTARTING);
            var wasSteady = Duration.between(began, Instant.now()).compareTo(STEADY) > 0;
            pause = wasSteady ? FIRST_PAUSE_MS : Math.min(pause * 2, LONGEST_PAUSE_MS);
            if (pauseInterrupted(pause)) break;
        }
        enter(State.STOPPED);
    }

    private void runOnce(Instant began) throws Exception {
        enter(ready.isDone() ? State.RESTARTING : State.STARTING);
        part.prepare().run();
        var started = start();
        if (!answersInTime(started)) {
            detail = started.isAlive() ? orFullDisk("does not answer") : ended(started);
            endProcess();
            return;
        }
        part.introduce().run();
        detail = "";
        enter(State.UP);
        ready.complete(Duration.between(began, Instant.now()));
        watch(started);
        if (!stopping) {
            detail = ended(started);
            LOG.warn("{} {}; starting it again", part.name(), detail);
        }
    }

    private String ended(Process process) {
        return orFullDisk("ended with code " + process.exitValue());
    }

    private String orFullDisk(String how) {
        var full = directory.fullDisk();
        return full.isEmpty() ? how : how + ", " + full;
    }

    private Process start() throws IOException {
        var builder = new ProcessBuilder(part.command());
        builder.environment().put("MALLOC_ARENA_MAX", "2");
        builder.environment().putAll(part.environment());
        builder.redirectErrorStream(true);
        builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        var started = builder.start();
        process = started;
        pidFile.write(started.toHandle());
        return started;
    }

    private boolean answersInTime(Process started) throws InterruptedException {
        var deadline = Instant.now().plus(part.patience());
        while (!stopping && Instant.now().isBefore(deadline)) {
            if (!started.isAlive()) return false;
            if (part.probe().passes()) return true;
            if (started.waitFor(100, TimeUnit.MILLISECONDS)) return false;
        }
        return false;
    }

    private void watch(Process started) throws InterruptedException {
        int missed = 0;
        while (!started.waitFor(PROBE_INTERVAL.toMillis(), TimeUnit.MILLISECONDS) && !stopping) {
            missed = part.probe().passes() ? 0 : missed + 1;
            if (missed == PROBES_MISSED_BEFORE_KILL) {
                LOG.warn("{} has not answered for {} probes; ending it", part.name(), missed);
                endProcess();
            }
        }
    }

    private static String causes(Throwable failure) {
        var text = new StringBuilder(String.valueOf(failure.getMessage()));
        for (var cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            text.append(": ").append(cause.getMessage());
        }
        return text.toString();
    }

    private void fail() {
        enter(State.FAILED);
        ready.completeExceptionally(
                new Complaint(
                        "%s did not start (%s). Its log, %s, ends with:%n%s"
                                .formatted(part.name(), detail, log, lastLines())));
    }

    private String lastLines() {
        try {
            var lines = Files.readAllLines(log);
            List<String> tail = lines.subList(Math.max(0, lines.size() - 15), lines.size());
            return String.join("\n", tail);
        } catch (IOException unreadable) {
            return "(unreadable: " + unreadable.getMessage() + ")";
        }
    }

    /** Asks for the end; {@link #awaitEnd} waits for it. */
    void beginStop() {
        stopping = true;
        ready.completeExceptionally(new Complaint(part.name() + " was stopped while starting."));
    }

    void awaitEnd() {
        endProcess();
        pidFile.forget();
        state = State.STOPPED;
    }

    private void endProcess() {
        var running = process;
        if (running != null && running.isAlive()) {
            PidFile.end(running.toHandle(), part.stopSignal(), Duration.ofSeconds(20));
        }
    }

    private boolean pauseInterrupted(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
            return false;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private void enter(State next) {
        if (state != next) {
            state = next;
            since = Instant.now();
        }
        changed.run();
    }
}
