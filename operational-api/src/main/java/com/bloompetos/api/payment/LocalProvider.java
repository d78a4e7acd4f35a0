package com.bloompetos.api.payment;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.ObjectMapper;

/**
 * A provider for one machine that behaves like Stripe: it takes a charge, answers at once, and says
 * what became of it in a signed event some moments later, again and again until it is heard. As
 * with Stripe's test cards, an amount can ask for trouble: one that ends in 13 cents is declined.
 */
final class LocalProvider implements PaymentProvider {
    private static final Logger log = LoggerFactory.getLogger(LocalProvider.class);
    private static final long DECLINED = 13;
    private static final int DELIVERIES = 8;
    private static final long FIRST_DELAY_MILLIS = 300;

    private final URI webhook;
    private final WebhookSignature signature;
    private final ObjectMapper json;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(
                    work -> {
                        var thread = new Thread(work, "local-payments");
                        thread.setDaemon(true);
                        return thread;
                    });

    LocalProvider(URI webhook, WebhookSignature signature, ObjectMapper json) {
        this.webhook = webhook;
        this.signature = signature;
        this.json = json;
    }

    @Override
    public String name() {
        return "local";
    }

    @Override
    public Asked ask(Charge charge) {
        // One intent is one charge: who asks again gets the same.
        var reference = "pi_local_" + charge.intentId().toString().replace("-", "");
        deliver(event(charge, reference, decided(charge)), 1);
        return new Asked(reference, reference + "_secret");
    }

    private static String decided(Charge charge) {
        return charge.amountCents() % 100 == DECLINED
                ? PaymentEvent.FAILED
                : PaymentEvent.SUCCEEDED;
    }

    @Override
    public Optional<String> outcome(Charge charge, String reference) throws IOException {
        mustBeOurs(reference);
        return Optional.of(decided(charge));
    }

    @Override
    public void refund(String reference, long amountCents, String key) throws IOException {
        mustBeOurs(reference);
    }

    private static void mustBeOurs(String reference) throws IOException {
        if (!reference.startsWith("pi_local_")) {
            throw new IOException("no charge " + reference + " is known here");
        }
    }

    private byte[] event(Charge charge, String reference, String type) {
        var metadata =
                Map.of(
                        "intent_id",
                        charge.intentId().toString(),
                        "organization_id",
                        charge.organizationId().toString());
        var intent = new LinkedHashMap<String, Object>();
        intent.put("id", reference);
        intent.put("object", "payment_intent");
        intent.put("amount", charge.amountCents());
        intent.put("metadata", metadata);
        var event = new LinkedHashMap<String, Object>();
        event.put("id", "evt_local_" + UUID.randomUUID().toString().replace("-", ""));
        event.put("object", "event");
        event.put("type", type);
        event.put("created", Instant.now().getEpochSecond());
        event.put("data", Map.of("object", intent));
        return json.writeValueAsBytes(event);
    }

    private void deliver(byte[] payload, int attempt) {
        var unused =
                clock.schedule(
                        () -> {
                            if (!isHeard(payload) && attempt < DELIVERIES) {
                                deliver(payload, attempt + 1);
                            }
                        },
                        FIRST_DELAY_MILLIS << attempt,
                        TimeUnit.MILLISECONDS);
    }

    private boolean isHeard(byte[] payload) {
        var request =
                HttpRequest.newBuilder(webhook)
                        .timeout(Duration.ofSeconds(10))
                        .header("Content-Type", "application/json")
                        .header(WebhookSignature.HEADER, signature.of(payload, Instant.now()))
                        .POST(BodyPublishers.ofByteArray(payload))
                        .build();
        try {
            return http.send(request, BodyHandlers.discarding()).statusCode() / 100 == 2;
        } catch (IOException away) {
            log.debug("the webhook does not answer: {}", String.valueOf(away.getMessage()));
            return false;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
