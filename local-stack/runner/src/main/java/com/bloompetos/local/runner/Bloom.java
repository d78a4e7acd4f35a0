package com.bloompetos.local.runner;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The {@code bloom} command: one class per verb, each of which says what to do next when it fails.
 */
@Command(
        name = "bloom",
        description = "BloomPetOS Insights on one machine.",
        footer = {
            "",
            "  test       Everything that CI runs; see ./bloom test --help.",
            "",
            "BLOOM_PORT moves all ports (default 7400), BLOOM_STATE the data (default .bloom/)."
        },
        mixinStandardHelpOptions = true,
        subcommands = {
            Up.class,
            Down.class,
            Status.class,
            Logs.class,
            Reset.class,
            Token.class,
            Sql.class,
            Ask.class,
            Person.class,
            Dlq.class,
            Backup.class,
            Restore.class,
            Simulate.class,
            Bench.class,
            Score.class,
            InsightVerb.class,
            Screenshots.class
        })
public final class Bloom implements Runnable {
    private static final PrintStream OUT =
            new PrintStream(System.out, true, StandardCharsets.UTF_8);

    public static void main(String[] arguments) {
        var line = new CommandLine(new Bloom());
        line.getSubcommands()
                .values()
                .forEach(verb -> verb.getCommandSpec().mixinStandardHelpOptions(true));
        line.setExecutionExceptionHandler(
                (failure, command, parsed) -> {
                    if (!(failure instanceof Complaint)) throw failure;
                    command.getErr().println("bloom: " + failure.getMessage());
                    return 1;
                });
        System.exit(line.execute(arguments));
    }

    @Override
    public void run() {
        CommandLine.usage(this, OUT);
    }

    static void say(String line) {
        OUT.println(line);
    }

    static void write(byte[] bytes) {
        OUT.write(bytes, 0, bytes.length);
        OUT.flush();
    }
}
