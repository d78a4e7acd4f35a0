package com.bloompetos.api.reminder;

import com.bloompetos.api.ApiConfiguration;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.ObjectMapper;

/** Short messages and push by whatever service stands behind an address of the installation. */
@Component
class HookPort implements NotificationPort {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final @Nullable URI hook;
    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(TIMEOUT)
                    .build();

    HookPort(ApiConfiguration configuration) {
        this.hook = configuration.outside().messageHook();
    }

    @Override
    public String channel() {
        return "sms";
    }

    @Override
    public boolean isOpen() {
        return hook != null;
    }

    @Override
    public boolean needsPhone() {
        return true;
    }

    @Override
    public void send(Message message) throws NotHandedOver {
        if (hook == null) {
            throw new NotHandedOver("There is no message service.");
        }
        var body =
                json.writeValueAsString(
                        Map.of(
                                "id",
                                message.reminderId(),
                                "channel",
                                message.channel(),
                                "to",
                                message.recipient(),
                                "text",
                                message.subject() + "\n" + message.body()));
        var request =
                HttpRequest.newBuilder(hook)
                        .timeout(TIMEOUT)
                        .header("Content-Type", "application/json")
                        // The service may get it twice; the key tells that it is the same one.
                        .header("Idempotency-Key", message.reminderId().toString())
                        .POST(BodyPublishers.ofString(body))
                        .build();
        try {
            int status = http.send(request, BodyHandlers.discarding()).statusCode();
            if (status / 100 != 2) {
                throw new NotHandedOver("The message service answered " + status + ".");
            }
        } catch (IOException e) {
            throw new NotHandedOver(e.getClass().getSimpleName());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotHandedOver("interrupted");
        }
    }
}
