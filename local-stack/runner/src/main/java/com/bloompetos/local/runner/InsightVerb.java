package com.bloompetos.local.runner;

import com.bloompetos.local.simulate.ApiClient;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bloom insight verify ID}: whether what was said once still holds. */
@Command(
        name = "insight",
        description = "What was said about a bad week, and whether it holds.",
        subcommands = InsightVerb.Verify.class)
final class InsightVerb implements Callable<Integer> {

    @Override
    public Integer call() {
        throw new Complaint("What about it? ./bloom insight verify ID");
    }

    /** Asks its query again. */
    @Command(
            name = "verify",
            mixinStandardHelpOptions = true,
            description = {
                "Runs an insight's query again, works its sentence out anew and compares both. Ends with 0 when it",
                "holds, with 1 when it does not; /v1/insights lists what there is."
            })
    static final class Verify implements Callable<Integer> {
        @Parameters(paramLabel = "ID", description = "The insight's insight_id.")
        UUID id = new UUID(0, 0);

        @Option(
                names = "--organization",
                defaultValue = "pawsome",
                description = "pawsome or tailwind (default ${DEFAULT-VALUE}).")
        String organization = "";

        @Override
        public Integer call() throws Exception {
            var stack = Stack.fromEnvironment();
            var admin =
                    new ApiClient(
                            stack.apiUrl(),
                            "admin@" + organization + ".demo",
                            stack.secrets().get("demo"));
            var answer = admin.get("/v1/insights/" + id + "/verify");
            if (!answer.isGood()) {
                throw new Complaint(
                        "The API answers %d: %s"
                                .formatted(answer.status(), answer.body().path("detail").asText()));
            }
            var verdict = answer.body();
            Bloom.say("said:  " + verdict.path("said").asText());
            Bloom.say("now:   " + verdict.path("sentence").asText());
            Bloom.say("hash:  " + verdict.path("said_hash").asText());
            Bloom.say("now:   " + verdict.path("result_hash").asText());
            boolean holds = verdict.path("holds").asBoolean();
            Bloom.say(
                    verdict.path("is_same").asBoolean()
                            ? "It holds, to the last digit."
                            : holds ? "It holds, with other numbers." : "It does not hold.");
            return holds ? 0 : 1;
        }
    }
}
