package com.bloompetos.local.runner;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bloom up}: everything from an empty disk to a moving number. */
@Command(
        name = "up",
        description = {
            "Starts every part, loads the demo organizations into an empty store and keeps simulating them.",
            "Ctrl-C or './bloom down' stops all of it; the data stays in .bloom/ until './bloom reset'."
        })
final class Up implements Callable<Integer> {
    static final String SUPERVISOR = "supervisor.pid";
    private static final String READY = "ready:";

    @Option(names = "--empty", description = "Load nothing and simulate nothing.")
    boolean empty;

    @Option(
            names = "--detach",
            description = "Return once everything is up; './bloom down' stops it.")
    boolean detach;

    @Option(names = "--no-superset", description = "Leave Superset out.")
    boolean noSuperset;

    @Option(
            names = "--rate",
            defaultValue = "2",
            description = "Simulated operations a second (default ${DEFAULT-VALUE}).")
    int rate;

    private final CountDownLatch stopped = new CountDownLatch(1);

    @Override
    public Integer call() throws Exception {
        var stack = Stack.fromEnvironment();
        var pidFile = new PidFile(stack.state().run(SUPERVISOR));
        if (pidFile.process().isPresent()) {
            throw new Complaint(
                    "It runs already: see ./bloom status, or stop it with ./bloom down.");
        }
        return detach ? startInBackground(stack) : runUntilStopped(stack, pidFile);
    }

    private int startInBackground(Stack stack) throws IOException, InterruptedException {
        var log = stack.state().log("up");
        Files.writeString(log, "");
        var command = new ArrayList<String>();
        command.add("setsid");
        command.addAll(
                stack.checkout()
                        .java(
                                "local-stack/runner",
                                Bloom.class.getName(),
                                192,
                                "-Dlogback.configurationFile=logback-cli.xml"));
        command.addAll(List.of("up", "--rate", String.valueOf(rate)));
        if (empty) command.add("--empty");
        if (noSuperset) command.add("--no-superset");
        var child =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                        .start();
        try (var lines = Files.newBufferedReader(log)) {
            while (true) {
                var line = lines.readLine();
                if (line == null) {
                    if (!child.isAlive() && lines.readLine() == null) return 1;
                    child.waitFor(100, TimeUnit.MILLISECONDS);
                } else if (line.startsWith(READY)) {
                    return 0;
                } else {
                    Bloom.say(line);
                }
            }
        }
    }

    private int runUntilStopped(Stack stack, PidFile pidFile) throws Exception {
        pidFile.write(ProcessHandle.current());
        var running = new RunningStack(stack);
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(
                                () -> {
                                    running.close();
                                    pidFile.forget();
                                    stopped.countDown();
                                }));
        bringUp(stack, running);
        Bloom.say(READY);
        stopped.await();
        return 0;
    }

    private void bringUp(Stack stack, RunningStack running) throws Exception {
        var began = Instant.now();
        Bloom.say("Starting the parts:");
        running.start(Up::sayUp);
        if (!empty) {
            new DemoData(stack).loadOnce();
            running.simulate(rate, Up::sayUp);
        }
        Bloom.say(
                "Everything is up after %.1f s.%n"
                        .formatted(Duration.between(began, Instant.now()).toMillis() / 1000.0));
        new Welcome(stack, empty).print();
        if (!noSuperset) beginSuperset(stack, running);
    }

    /** It takes minutes the first time; everything else can be used meanwhile. */
    private static void beginSuperset(Stack stack, RunningStack running)
            throws InterruptedException {
        var python = Superset.python();
        if (python.isEmpty()) {
            Bloom.say(Superset.NO_PYTHON);
            return;
        }
        Bloom.say(
                "Superset is starting and will be at %s/ (the first time it fetches its Python packages, some minutes: ./bloom logs superset)"
                        .formatted(stack.supersetUrl()));
        var unused =
                running.startSuperset(python.get(), Up::sayUp)
                        .whenComplete(
                                (up, failure) -> {
                                    if (failure == null) return;
                                    Bloom.say("Superset did not start: see ./bloom logs superset");
                                });
    }

    private static void sayUp(String part, Duration took) {
        Bloom.say("  %5.1f s   %s".formatted(took.toMillis() / 1000.0, part));
    }
}
