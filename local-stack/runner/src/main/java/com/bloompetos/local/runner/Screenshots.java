package com.bloompetos.local.runner;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code bloom screenshots DIR}: what people see, as pictures. */
@Command(
        name = "screenshots",
        description =
                "Takes each screen of the live board of the running demo at 1440 and 390 pixels, light and dark.")
final class Screenshots implements Callable<Integer> {
    @Parameters(paramLabel = "DIR", description = "Where the pictures go.")
    Path directory = Path.of(".");

    @Override
    public Integer call() throws Exception {
        var stack = Bench.runningStack();
        var taking =
                new ProcessBuilder(
                                "node",
                                "browser/screenshots.mjs",
                                stack.apiUrl(),
                                stack.secrets().get("demo"),
                                directory.toAbsolutePath().toString())
                        .directory(stack.checkout().module("dashboards/board").toFile())
                        .inheritIO()
                        .start();
        if (taking.waitFor() != 0) {
            throw new Complaint("Not every picture could be taken: see the lines above.");
        }
        Bloom.say("The pictures are in " + directory);
        return 0;
    }
}
