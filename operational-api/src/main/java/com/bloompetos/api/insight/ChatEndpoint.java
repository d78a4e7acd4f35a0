package com.bloompetos.api.insight;

import com.bloompetos.api.LanguageModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Asks a service that speaks OpenAI's chat completions, for so long and so much and no longer. */
final class ChatEndpoint {
    private static final Duration LONGEST = Duration.ofSeconds(2);
    private static final int MOST_BYTES = 32 * 1024;

    private final LanguageModel model;
    private final URI address;
    private final JsonMapper json = new JsonMapper();
    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(LONGEST)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .build();

    ChatEndpoint(LanguageModel model) {
        this.model = model;
        this.address = URI.create(model.url() + "/chat/completions");
    }

    /** There was no answer to judge. */
    static final class Unanswered extends Exception {
        private static final long serialVersionUID = 1;

        Unanswered(String reason) {
            super(reason);
        }

        String reason() {
            return String.valueOf(getMessage());
        }
    }

    String ask(String rules, String text) throws Unanswered {
        var body =
                json.writeValueAsString(
                        Map.of(
                                "model",
                                model.model(),
                                "temperature",
                                0,
                                "max_tokens",
                                300,
                                "messages",
                                List.of(
                                        Map.of("role", "system", "content", rules),
                                        Map.of("role", "user", "content", text))));
        var request =
                HttpRequest.newBuilder(address)
                        .timeout(LONGEST)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body));
        if (!model.key().isEmpty()) {
            request.header("Authorization", "Bearer " + model.key());
        }
        return content(send(request.build()));
    }

    private byte[] send(HttpRequest request) throws Unanswered {
        // The time limit of a request ends with the answer's head; this one is for all of it.
        var answer = http.sendAsync(request, head -> new Bounded());
        try {
            var response = answer.get(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
            if (response.statusCode() != 200) {
                throw new Unanswered("status");
            }
            return response.body();
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new Unanswered("timeout");
        } catch (ExecutionException e) {
            throw new Unanswered(reason(e.getCause()));
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new Unanswered("interrupted");
        }
    }

    private static String reason(@Nullable Throwable cause) {
        if (cause instanceof java.net.http.HttpTimeoutException) {
            return "timeout";
        }
        return cause instanceof TooLarge || (cause != null && cause.getCause() instanceof TooLarge)
                ? "too_large"
                : "unreachable";
    }

    private String content(byte[] answer) throws Unanswered {
        try {
            var content = json.readTree(answer).at("/choices/0/message/content");
            if (content.isString()) {
                return content.stringValue().strip();
            }
        } catch (JacksonException e) {
            throw new Unanswered("unreadable");
        }
        throw new Unanswered("unreadable");
    }

    private static final class TooLarge extends IOException {
        private static final long serialVersionUID = 1;
    }

    /** An answer in memory, up to a limit. */
    private static final class Bounded implements BodySubscriber<byte[]> {
        private final CompletableFuture<byte[]> body = new CompletableFuture<>();
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private Flow.@Nullable Subscription subscription;

        @Override
        public CompletionStage<byte[]> getBody() {
            return body;
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
            given.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(List<ByteBuffer> buffers) {
            for (var buffer : buffers) {
                if (bytes.size() + buffer.remaining() > MOST_BYTES) {
                    if (subscription != null) {
                        subscription.cancel();
                    }
                    body.completeExceptionally(new TooLarge());
                    return;
                }
                var some = new byte[buffer.remaining()];
                buffer.get(some);
                bytes.write(some, 0, some.length);
            }
        }

        @Override
        public void onError(Throwable failure) {
            body.completeExceptionally(failure);
        }

        @Override
        public void onComplete() {
            body.complete(bytes.toByteArray());
        }
    }
}
