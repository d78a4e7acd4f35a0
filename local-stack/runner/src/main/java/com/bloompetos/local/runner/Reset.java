package com.bloompetos.local.runner;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Comparator;
import java.util.Scanner;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bloom reset}: forgets all data, after asking. */
@Command(name = "reset", description = "Forgets all data of this stack, after asking.")
final class Reset implements Callable<Integer> {
    @Option(names = "--yes", description = "Do not ask.")
    boolean yes;

    @Override
    public Integer call() throws IOException {
        var stack = Stack.fromEnvironment();
        if (new PidFile(stack.state().run(Up.SUPERVISOR)).process().isPresent()) {
            throw new Complaint("It is running: stop it first with ./bloom down.");
        }
        var root = stack.state().root();
        if (!yes && !confirmed("Delete everything in %s? Type yes:".formatted(root))) {
            Bloom.say("Nothing was deleted.");
            return 1;
        }
        try (var files = Files.walk(root)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
        }
        Bloom.say("Deleted " + root + ".");
        return 0;
    }

    static boolean confirmed(String question) {
        Bloom.say(question);
        var answers = new Scanner(System.in, java.nio.charset.StandardCharsets.UTF_8);
        return answers.hasNextLine() && answers.nextLine().strip().equals("yes");
    }
}
