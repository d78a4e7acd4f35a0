package com.bloompetos.local.runner;

import com.bloompetos.local.simulate.ApiClient;
import com.bloompetos.local.simulate.Demo;
import com.bloompetos.local.simulate.SecondFactor;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bloom token ROLE}: signs a demo person in and prints their bearer token. */
@Command(
        name = "token",
        description =
                "A bearer token of a demo person, for trying the API; it holds for a quarter of an hour.")
final class Token implements Callable<Integer> {
    @Parameters(
            paramLabel = "ROLE",
            description = "The part of a login before the @, for example admin, manager or owner.")
    String role = "";

    @Option(
            names = "--organization",
            defaultValue = "pawsome",
            description = "pawsome or tailwind (default ${DEFAULT-VALUE}).")
    String organization = "";

    @Option(
            names = "--code",
            description = "Only the code that the sign-in page asks for in this half minute.")
    boolean code;

    @Override
    public Integer call() throws Exception {
        var email = role.replace('_', '.') + "@" + organization + ".demo";
        var logins = Demo.of(0, Instant.now()).logins();
        if (!logins.contains(email)) {
            throw new Complaint(
                    "Nobody is called %s: %s".formatted(email, String.join(", ", logins)));
        }
        var stack = Stack.fromEnvironment();
        if (code) {
            Bloom.say(SecondFactor.codeNow(stack.secrets().get("demo"), email));
            return 0;
        }
        Bloom.say(new ApiClient(stack.apiUrl(), email, stack.secrets().get("demo")).token());
        return 0;
    }
}
