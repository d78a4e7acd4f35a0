package com.bloompetos.local.runner;

import com.bloompetos.local.simulate.ApiClient;
import com.bloompetos.local.simulate.Demo;
import java.net.ConnectException;
import java.net.http.HttpTimeoutException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bloom ask "…"}: a question in plain words, answered as the API answers it. */
@Command(
        name = "ask",
        description = {
            "Asks in plain words, for example: ./bloom ask 'no-show rate in grooming last month by branch'",
            "What can be asked stands in docs/questions.md."
        })
final class Ask implements Callable<Integer> {
    @Parameters(paramLabel = "QUESTION", arity = "1..*", description = "The words of the question.")
    List<String> words = List.of();

    @Option(
            names = "--as",
            paramLabel = "ROLE",
            defaultValue = "analyst",
            description =
                    "The part of a demo login before the @: analyst, admin, manager or owner (default ${DEFAULT-VALUE}).")
    String role = "";

    @Option(
            names = "--organization",
            defaultValue = "pawsome",
            description = "pawsome or tailwind (default ${DEFAULT-VALUE}).")
    String organization = "";

    @Option(
            names = "--documents",
            description = "Asks the chain's documents only; they are quoted word for word.")
    boolean documents;

    @Option(names = "--json", description = "The whole answer as the API gives it.")
    boolean json;

    @Override
    public Integer call() throws Exception {
        var email = role.replace('_', '.') + "@" + organization + ".demo";
        var logins = Demo.of(0, Instant.now()).logins();
        if (!logins.contains(email)) {
            throw new Complaint(
                    "Nobody is called %s: %s".formatted(email, String.join(", ", logins)));
        }
        var stack = Stack.fromEnvironment();
        var client = new ApiClient(stack.apiUrl(), email, stack.secrets().get("demo"));
        try {
            var question = new HashMap<String, Object>();
            question.put("question", String.join(" ", words));
            if (documents) {
                question.put("source", "documents");
            }
            var answer = client.post("/v1/questions", question);
            if (!answer.isGood()) {
                throw new Complaint(answer.body().path("detail").asText("The API refused."));
            }
            Bloom.say(
                    json
                            ? answer.body().toPrettyString()
                            : String.join("\n", new AnswerPage(answer.body()).lines()));
            return answer.body().path("refused").isObject() ? 2 : 0;
        } catch (HttpTimeoutException late) {
            throw new Complaint(
                    "The API did not answer in time: ask again, or look at ./bloom status.");
        } catch (ConnectException away) {
            throw new Complaint(
                    "The API does not answer: start it with ./bloom up, or look at ./bloom status.");
        }
    }
}
