package com.bloompetos.local.runner;

import java.nio.file.Files;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bloom logs PART}: the end of one part's log. */
@Command(name = "logs", description = "The end of one part's log.")
final class Logs implements Callable<Integer> {
    @Parameters(
            paramLabel = "PART",
            description = "A name from ./bloom status, or warehouse, or up.")
    String part = "";

    @Option(
            names = "--lines",
            defaultValue = "50",
            description = "How many (default ${DEFAULT-VALUE}).")
    int lines;

    @Override
    public Integer call() throws Exception {
        var log = Stack.fromEnvironment().state().log(part);
        if (!Files.exists(log)) {
            throw new Complaint(
                    "There is no log of '%s': ./bloom status names the parts.".formatted(part));
        }
        var all = Files.readAllLines(log);
        all.subList(Math.max(0, all.size() - lines), all.size()).forEach(Bloom::say);
        return 0;
    }
}
