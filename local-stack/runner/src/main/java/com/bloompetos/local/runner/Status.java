package com.bloompetos.local.runner;

import com.bloompetos.local.deadletter.Letter;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bloom status}: state, memory and lag of each part. */
@Command(
        name = "status",
        description = "State, memory and lag of each part; exits with 1 unless all are up.")
final class Status implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Option(names = "--json", description = "One JSON object instead of a table.")
    boolean json;

    @Override
    public Integer call() throws Exception {
        var stack = Stack.fromEnvironment();
        var supervisor = new PidFile(stack.state().run(Up.SUPERVISOR)).process();
        if (supervisor.isEmpty()) {
            Bloom.say(
                    json
                            ? "{\"state\":\"down\",\"parts\":[]}"
                            : "Nothing is running; start it with ./bloom up.");
            return 1;
        }
        var parts = new StatusFile(stack.state().run("status.json")).read();
        var lag = new Lag(stack).byPart();
        var allUp = !parts.isEmpty() && parts.stream().allMatch(PartStatus::isUp);
        var fullDisk = stack.state().fullDisk();
        long deadLetters = deadLetters(stack);
        Bloom.say(json ? asJson(parts, lag, allUp, fullDisk, deadLetters) : asTable(parts, lag));
        if (!json && deadLetters > 0) {
            Bloom.say(
                    "%d records could not be used and wait: ./bloom dlq list"
                            .formatted(deadLetters));
        }
        if (!json && !fullDisk.isEmpty()) {
            Bloom.say("Nothing more can be written: " + fullDisk + ". Free some; nothing is lost.");
        }
        return allUp ? 0 : 1;
    }

    /** How many wait; below zero while Kafka does not say. */
    private static long deadLetters(Stack stack) {
        try {
            return Dlq.letters(stack).stream().filter(Letter::isWaiting).count();
        } catch (Complaint away) {
            return -1;
        }
    }

    private static String asJson(
            List<PartStatus> parts,
            Map<String, String> lag,
            boolean allUp,
            String fullDisk,
            long deadLetters)
            throws java.io.IOException {
        var document = JSON.createObjectNode().put("state", allUp ? "up" : "degraded");
        if (!fullDisk.isEmpty()) document.put("detail", fullDisk);
        if (deadLetters >= 0) document.put("dead_letters", deadLetters);
        var list = document.putArray("parts");
        long total = 0;
        for (var part : parts) {
            var memory = Memory.megabytes(part.pid());
            total += memory;
            var node =
                    list.addObject()
                            .put("part", part.part())
                            .put("state", part.state())
                            .put("pid", part.pid())
                            .put("memory_mb", memory)
                            .put("restarts", part.restarts())
                            .put("since", part.since().toString())
                            .put("lag", lag.get(part.part()));
            if (!part.detail().isEmpty()) node.put("detail", part.detail());
        }
        return JSON.writeValueAsString(document.put("memory_mb", total));
    }

    private static String asTable(List<PartStatus> parts, Map<String, String> lag) {
        var text = new StringBuilder();
        text.append(
                "%-11s %-11s %8s %9s  %s%n"
                        .formatted("part", "state", "memory", "restarts", "lag"));
        long total = 0;
        for (var part : parts) {
            var memory = Memory.megabytes(part.pid());
            total += memory;
            text.append(
                    "%-11s %-11s %5d MB %9d  %s%s%n"
                            .formatted(
                                    part.part(),
                                    part.state(),
                                    memory,
                                    part.restarts(),
                                    lag.getOrDefault(part.part(), "-"),
                                    part.detail().isEmpty() ? "" : "  (" + part.detail() + ")"));
        }
        return text.append("%-11s %-11s %5d MB".formatted("all", "", total)).toString();
    }
}
