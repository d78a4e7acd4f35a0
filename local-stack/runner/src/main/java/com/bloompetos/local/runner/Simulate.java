package com.bloompetos.local.runner;

import static com.bloompetos.local.simulate.LiveTraffic.Days.AS_CLOCKS;
import static com.bloompetos.local.simulate.LiveTraffic.Days.FASTER_THAN_CLOCKS;

import com.bloompetos.local.simulate.LiveTraffic;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bloom simulate}: days at the demo's branches, played through the API. */
@Command(
        name = "simulate",
        description =
                "Realistic traffic through the API: bookings, reschedules, cancels, visits, payments, stock.")
final class Simulate implements Callable<Integer> {
    @Option(
            names = "--rate",
            defaultValue = "5",
            description = "Operations a second (default ${DEFAULT-VALUE}).")
    double rate;

    @Option(
            names = "--seconds",
            defaultValue = "60",
            description = "How long; 0 until it is ended (default ${DEFAULT-VALUE}).")
    long seconds;

    @Option(
            names = "--seed",
            defaultValue = "1",
            description = "The same seed makes the same choices.")
    long seed;

    @Option(
            names = "--real-time",
            description = "Visits end when their time has come; else days run faster than clocks.")
    boolean isRealTime;

    @Override
    public Integer call() throws Exception {
        var stack = Stack.fromEnvironment();
        var answers =
                LiveTraffic.run(
                        stack.apiUrl(),
                        stack.secrets().get("demo"),
                        new LiveTraffic.Options(
                                rate, seconds, seed, isRealTime ? AS_CLOCKS : FASTER_THAN_CLOCKS),
                        System.out);
        answers.forEach(
                (status, count) -> Bloom.say("%d answers of status %d".formatted(count, status)));
        return 0;
    }
}
