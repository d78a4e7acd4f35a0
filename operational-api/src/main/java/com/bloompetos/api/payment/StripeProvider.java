package com.bloompetos.api.payment;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * Stripe's payment intents over its HTTP interface (docs.stripe.com/api/payment_intents): forms in,
 * JSON out, and an idempotency key on every call.
 */
final class StripeProvider implements PaymentProvider {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final URI api;
    private final String key;
    private final ObjectMapper json;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    /**
     * @param api Stripe's own address, or a test's
     */
    StripeProvider(URI api, String key, ObjectMapper json) {
        this.api = api;
        this.key = key;
        this.json = json;
    }

    @Override
    public String name() {
        return "stripe";
    }

    @Override
    public Asked ask(Charge charge) throws IOException {
        var form = new LinkedHashMap<String, String>();
        form.put("amount", String.valueOf(charge.amountCents()));
        form.put("currency", charge.currency().toLowerCase(Locale.ROOT));
        form.put("automatic_payment_methods[enabled]", "true");
        form.put("metadata[intent_id]", charge.intentId().toString());
        form.put("metadata[organization_id]", charge.organizationId().toString());
        var answer = post("/v1/payment_intents", form, charge.intentId().toString());
        return new Asked(answer.path("id").asString(), answer.path("client_secret").asString());
    }

    /**
     * A card that was declined leaves an intent that waits for another one, and says why
     * (docs.stripe.com/payments/paymentintents/lifecycle).
     */
    @Override
    public Optional<String> outcome(Charge charge, String reference) throws IOException {
        var intent =
                send(
                        to("/v1/payment_intents/"
                                        + URLEncoder.encode(reference, StandardCharsets.UTF_8))
                                .GET()
                                .build());
        return switch (intent.path("status").asString()) {
            case "succeeded" -> Optional.of(PaymentEvent.SUCCEEDED);
            case "canceled" -> Optional.of(PaymentEvent.FAILED);
            case "requires_payment_method" ->
                    intent.path("last_payment_error").isObject()
                            ? Optional.of(PaymentEvent.FAILED)
                            : Optional.empty();
            default -> Optional.empty();
        };
    }

    @Override
    public void refund(String reference, long amountCents, String idempotencyKey)
            throws IOException {
        post(
                "/v1/refunds",
                Map.of("payment_intent", reference, "amount", String.valueOf(amountCents)),
                idempotencyKey);
    }

    private JsonNode post(String path, Map<String, String> form, String idempotencyKey)
            throws IOException {
        return send(
                to(path).header("Content-Type", "application/x-www-form-urlencoded")
                        .header("Idempotency-Key", idempotencyKey)
                        .POST(BodyPublishers.ofString(encoded(form)))
                        .build());
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(api.resolve(path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + key);
    }

    private JsonNode send(HttpRequest request) throws IOException {
        try {
            var answer = http.send(request, BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IOException("Stripe answered " + answer.statusCode());
            }
            return json.readTree(answer.body());
        } catch (JacksonException unreadable) {
            throw new IOException("Stripe's answer cannot be read", unreadable);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", stopped);
        }
    }

    private static String encoded(Map<String, String> form) {
        return form.entrySet().stream()
                .map(
                        field ->
                                URLEncoder.encode(field.getKey(), StandardCharsets.UTF_8)
                                        + "="
                                        + URLEncoder.encode(
                                                field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
