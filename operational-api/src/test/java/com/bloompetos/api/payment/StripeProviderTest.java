package com.bloompetos.api.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.bloompetos.api.payment.PaymentProvider.Charge;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.ObjectMapper;

/** The adapter against a small server that notes what it is sent. */
class StripeProviderTest {
    private final List<String> requests = new ArrayList<>();
    private HttpServer server;
    private PaymentProvider stripe;
    private int status = 200;
    private String answer = "{\"id\":\"pi_1\",\"client_secret\":\"pi_1_secret\"}";

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    var body =
                            new String(
                                    exchange.getRequestBody().readAllBytes(),
                                    StandardCharsets.UTF_8);
                    requests.add(
                            "%s %s %s %s"
                                    .formatted(
                                            exchange.getRequestURI(),
                                            exchange.getRequestHeaders().getFirst("Authorization"),
                                            exchange.getRequestHeaders()
                                                    .getFirst("Idempotency-Key"),
                                            body));
                    var answer = this.answer.getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(status, answer.length);
                    exchange.getResponseBody().write(answer);
                    exchange.close();
                });
        server.start();
        stripe =
                new StripeProvider(
                        URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
                        "sk_test",
                        new ObjectMapper());
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void aChargeIsAnIntentThatKnowsItsOrganization() throws IOException {
        var intent = UUID.randomUUID();
        var organization = UUID.randomUUID();
        var asked = stripe.ask(new Charge(intent, organization, 7776, "USD"));
        assertThat(asked.reference()).isEqualTo("pi_1");
        assertThat(asked.clientSecret()).isEqualTo("pi_1_secret");
        assertThat(requests)
                .singleElement()
                .asString()
                .startsWith(
                        "/v1/payment_intents Bearer sk_test "
                                + intent
                                + " amount=7776&currency=usd")
                .contains("metadata%5Bintent_id%5D=" + intent)
                .contains("metadata%5Borganization_id%5D=" + organization);
    }

    @Test
    void aRefundNamesItsKey() throws IOException {
        stripe.refund("pi_1", 500, "key-1");
        assertThat(requests)
                .singleElement()
                .asString()
                .startsWith("/v1/refunds Bearer sk_test key-1");
    }

    @Test
    void whatBecameOfAChargeIsAskedByItsName() throws IOException {
        assertThat(outcome("{\"status\":\"succeeded\"}")).contains(PaymentEvent.SUCCEEDED);
        assertThat(outcome("{\"status\":\"canceled\"}")).contains(PaymentEvent.FAILED);
        assertThat(
                        outcome(
                                "{\"status\":\"requires_payment_method\",\"last_payment_error\":{\"code\":\"card_declined\"}}"))
                .contains(PaymentEvent.FAILED);
        assertThat(requests).allMatch(request -> request.startsWith("/v1/payment_intents/pi_1 "));
    }

    @Test
    void aPayerWhoHasNotPaidYetHasNoOutcome() throws IOException {
        assertThat(outcome("{\"status\":\"processing\"}")).isEmpty();
        assertThat(outcome("{\"status\":\"requires_payment_method\",\"last_payment_error\":null}"))
                .isEmpty();
    }

    private java.util.Optional<String> outcome(String says) throws IOException {
        answer = says;
        return stripe.outcome(new Charge(UUID.randomUUID(), UUID.randomUUID(), 1, "USD"), "pi_1");
    }

    @Test
    void aRefusalIsToldAndNotTakenForAnAnswer() {
        status = 402;
        assertThatThrownBy(
                        () ->
                                stripe.ask(
                                        new Charge(UUID.randomUUID(), UUID.randomUUID(), 1, "USD")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("402");
    }
}
