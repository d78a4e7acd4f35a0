package com.bloompetos.local.runner;

import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code bloom down}: stops every part and leaves no process behind. */
@Command(name = "down", description = "Stops every part; the data stays.")
final class Down implements Callable<Integer> {

    @Override
    public Integer call() {
        var stack = Stack.fromEnvironment();
        var pidFile = new PidFile(stack.state().run(Up.SUPERVISOR));
        var running = pidFile.process();
        running.ifPresent(supervisor -> PidFile.end(supervisor, "TERM", Duration.ofSeconds(90)));
        pidFile.forget();
        // After a kill -9 of the supervisor its parts go on; they are ended here.
        new Supervisor(stack.state()).endLeftovers(new Parts(stack).withSimulator());
        Bloom.say(running.isPresent() ? "Stopped." : "Nothing was running.");
        return 0;
    }
}
