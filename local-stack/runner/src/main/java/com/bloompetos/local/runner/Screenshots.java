package com.bloompetos.local.runner;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code bloom screenshots DIR}: what people see, as pictures. */
@Command(
        name = "screenshots",
        description =
                "Takes each screen of the live board of the running demo at 1440 and 390 pixels, light and dark, and Superset's dashboards.")
final class Screenshots implements Callable<Integer> {
    @Parameters(paramLabel = "DIR", description = "Where the pictures go.")
    Path directory = Path.of(".");

    @Override
    public Integer call() throws Exception {
        var stack = Bench.runningStack();
        var password = stack.secrets().get("demo");
        var where = directory.toAbsolutePath().toString();
        take(stack, "dashboards/board", List.of(stack.apiUrl(), password, where));
        if (Superset.python().isPresent()) {
            take(
                    stack,
                    "dashboards/superset",
                    List.of(stack.supersetUrl(), stack.apiUrl(), password, where));
        } else {
            Bloom.say(Superset.NO_PYTHON);
        }
        Bloom.say("The pictures are in " + directory);
        return 0;
    }

    private static void take(Stack stack, String folder, List<String> arguments)
            throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("node", "browser/screenshots.mjs"));
        command.addAll(arguments);
        var taking =
                new ProcessBuilder(command)
                        .directory(stack.checkout().module(folder).toFile())
                        .inheritIO()
                        .start();
        if (taking.waitFor() != 0) {
            throw new Complaint("Not every picture could be taken: see the lines above.");
        }
    }
}
