package com.bloompetos.local.simulate;

import com.bloompetos.local.simulate.ApiClient.Answer;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Takes what a desk is paid, and gives some of it back. */
final class Cashier {
    private static final int MOST_KEPT = 200;

    private final ApiClient api;
    private final Random random;
    private final Deque<String> paidByIntent = new ArrayDeque<>();

    Cashier(ApiClient api, Random random) {
        this.api = api;
        this.random = random;
    }

    /** At the desk, or later by a card of the payer's own, which is the provider's business. */
    Answer pay(JsonNode completed) throws IOException, InterruptedException {
        String invoice = completed.path("invoice_id").asText();
        long open = completed.path("open_cents").asLong();
        Map<String, Object> payment = new LinkedHashMap<>();
        payment.put("invoice_id", invoice);
        payment.put("amount_cents", open);
        if (random.nextInt(4) == 0) {
            payment.put("tip_cents", 100L * (1 + random.nextInt(15)));
        }
        if (random.nextInt(5) == 0) {
            if (paidByIntent.size() < MOST_KEPT) {
                paidByIntent.add(invoice);
            }
            return api.post("/v1/payment-intents", payment);
        }
        payment.put("method", random.nextDouble() < 0.8 ? "card" : "cash");
        if (open > 10_000 && random.nextInt(5) == 0) {
            // The rest when the client comes again.
            payment.put("amount_cents", open / 2);
        }
        return api.post("/v1/payments", payment);
    }

    /** Some services ask for money before the visit. */
    Answer deposit(Answer booked, long cents) throws IOException, InterruptedException {
        if (cents == 0 || random.nextInt(10) == 0) {
            return booked;
        }
        return api.post(
                "/v1/payment-intents",
                Map.of("appointment_id", booked.body().path("appointment_id").asText()));
    }

    /** A part of what was paid by card goes back to it. */
    @Nullable Answer giveBack() throws IOException, InterruptedException {
        String invoice = paidByIntent.poll();
        if (invoice == null) {
            return null;
        }
        Answer told = api.get("/v1/invoices/" + invoice);
        long paid = told.isGood() ? told.body().path("paid_cents").asLong() : 0;
        if (paid < 3) {
            return told;
        }
        return api.post(
                "/v1/payments",
                Map.of(
                        "invoice_id",
                        invoice,
                        "kind",
                        "refund",
                        "method",
                        "card",
                        "amount_cents",
                        paid / 3));
    }
}
