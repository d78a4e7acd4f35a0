package com.bloompetos.local.api;

import static com.bloompetos.local.api.Desk.good;
import static com.bloompetos.local.api.Desk.slot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.bloompetos.local.runner.ApiStack;
import com.bloompetos.local.runner.SharedApiStack;
import com.bloompetos.local.runner.TestStack;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Money through the API: what is charged, paid, held and given back, and the ledger behind it. */
@ExtendWith(SharedApiStack.class)
class MoneyIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private Desk desk;

    @BeforeEach
    void open() throws Exception {
        desk = Desk.open();
    }

    @AfterEach
    void everyLedgerSumsToZero() throws Exception {
        assertThat(desk.sql("select coalesce(sum(amount_cents), 0) from ledger_entries"))
                .containsExactly("0");
        desk.close();
    }

    @Test
    void aVisitIsPaidInPartsWithATipAndGivenBackWithItsTax() throws Exception {
        var invoice = visited(0, "{\"discount_cents\":200}");
        // 72.00 less 2.00, and eight percent of it.
        assertThat(invoice.path("total_cents").asLong()).isEqualTo(7560);
        var id = invoice.path("invoice_id").asText();
        var first = good(pay(id, 2560, "tip_cents", 500));
        assertThat(first.path("open_cents").asLong()).isEqualTo(5000);
        assertThat(pay(id, 5001).status()).isEqualTo(422);
        assertThat(good(pay(id, 5000)).path("invoice_status").asText()).isEqualTo("paid");
        good(pay(id, 1080, "kind", "refund"));
        var told = good(desk.wire.get("/v1/invoices/" + id));
        assertThat(told.path("total_cents").asLong()).isEqualTo(6480);
        assertThat(told.path("open_cents").asLong()).isZero();
        assertThat(account("sales")).isEqualTo(-6000);
        assertThat(account("tax_payable")).isEqualTo(-480);
        assertThat(account("tips_payable")).isEqualTo(-500);
        assertThat(account("receivable")).isZero();
        assertThat(account("cash")).isEqualTo(7560 + 500 - 1080);
    }

    @Test
    void aCardIsChargedByTheProvidersWordAlone() throws Exception {
        var id = visited(0, "").path("invoice_id").asText();
        var intent = good(intend("invoice_id", id, "tip_cents", 300));
        assertThat(intent.path("status").asText()).isIn("processing", "succeeded");
        TestStack.eventually(
                "the provider's event is booked",
                PATIENCE,
                () ->
                        good(desk.wire.get("/v1/invoices/" + id))
                                .path("status")
                                .asText()
                                .equals("paid"));
        assertThat(account("card")).isEqualTo(7776 + 300);
        assertThat(intend("invoice_id", id).status()).isEqualTo(422);
    }

    @Test
    void aDeclinedCardLeavesTheInvoiceOpen() throws Exception {
        var id = visited(0, "").path("invoice_id").asText();
        var intent =
                good(intend("invoice_id", id, "amount_cents", 1013)).path("intent_id").asText();
        TestStack.eventually(
                "the refusal is heard",
                PATIENCE,
                () ->
                        good(desk.wire.get("/v1/payment-intents/" + intent))
                                .path("status")
                                .asText()
                                .equals("failed"));
        assertThat(desk.sql("select 1 from payments")).isEmpty();
    }

    @Test
    void eventsThatComeTwiceLateAndOutOfOrderAreBookedOnce() throws Exception {
        var id = visited(0, "").path("invoice_id").asText();
        // Declined first; the payer tries again with the same intent, and the news cross.
        var intent =
                good(intend("invoice_id", id, "amount_cents", 1013)).path("intent_id").asText();
        assertThat(tell("evt_1" + intent, "payment_intent.succeeded", intent, Instant.now()))
                .isEqualTo(204);
        assertThat(tell("evt_1" + intent, "payment_intent.succeeded", intent, Instant.now()))
                .isEqualTo(204);
        assertThat(tell("evt_2" + intent, "payment_intent.succeeded", intent, Instant.now()))
                .isEqualTo(204);
        assertThat(tell("evt_3" + intent, "payment_intent.payment_failed", intent, Instant.now()))
                .isEqualTo(204);
        assertThat(desk.sql("select amount_cents from payments")).containsExactly("1013");
        assertThat(desk.sql("select status from payment_intents")).containsExactly("succeeded");
    }

    /** What is left where the API dies before the provider's event is sent. */
    @Test
    void aChargeThatNoEventToldOfIsAskedForAndBookedOnce() throws Exception {
        var id = visited(0, "").path("invoice_id").asText();
        var intent = UUID.randomUUID().toString();
        desk.change(
                """
                insert into payment_intents (intent_id, organization_id, branch_id, kind, invoice_id, amount_cents, provider,
                    provider_reference, status, created_at, updated_at)
                select '%s', organization_id, branch_id, 'payment', invoice_id, 1000, 'local', 'pi_local_%s', 'processing',
                       now() - interval '40 seconds', now() - interval '40 seconds'
                from invoices where invoice_id = '%s'"""
                        .formatted(intent, intent, id));
        TestStack.eventually(
                "the provider is asked",
                PATIENCE,
                () ->
                        good(desk.wire.get("/v1/payment-intents/" + intent))
                                .path("status")
                                .asText()
                                .equals("succeeded"));
        assertThat(tell("evt_4" + intent, "payment_intent.succeeded", intent, Instant.now()))
                .isEqualTo(204);
        assertThat(desk.sql("select amount_cents from payments")).containsExactly("1000");
    }

    @Test
    void aSaleOverTheCounterTakesItsItemsFromTheShelf() throws Exception {
        var item = shelved(5);
        var sold =
                good(
                        sell(
                                """
                                {"item_id":"%s","quantity":2,"discount_cents":100},{"service_id":"%s","quantity":1}"""
                                        .formatted(item, desk.chain.groom)));
        // Twice 12.50 less 1.00, ten percent of it; 85.00 and eight percent of it.
        assertThat(sold.path("total_cents").asLong()).isEqualTo(2640 + 9180);
        assertThat(sold.path("appointment_id").isNull()).isTrue();
        assertThat(desk.sql("select on_hand from inventory_items")).containsExactly("3");
        assertThat(desk.sql("select kind || ' ' || quantity from inventory_movements"))
                .contains("sale -2");
        assertThat(desk.sql("select charge from invoice_lines order by charge"))
                .containsExactly("item", "service");
        assertThat(account("tax_payable")).isEqualTo(-240 - 680);
        good(pay(sold.path("invoice_id").asText(), 2640 + 9180));
        assertThat(account("receivable")).isZero();
    }

    @Test
    void aRefusedSaleNamesItsFieldAndLeavesNothing() throws Exception {
        var item = shelved(5);
        var service = desk.chain.groom;
        refused(
                409,
                "lines[1].quantity",
                "{\"item_id\":\"%1$s\",\"quantity\":3},{\"item_id\":\"%1$s\",\"quantity\":3}"
                        .formatted(item));
        refused(
                422,
                "lines[0].item_id",
                "{\"item_id\":\"%s\",\"service_id\":\"%s\",\"quantity\":1}"
                        .formatted(item, service));
        refused(
                422,
                "lines[0].discount_cents",
                "{\"item_id\":\"%s\",\"quantity\":1,\"discount_cents\":1251}".formatted(item));
        refused(
                422,
                "lines[0].service_id",
                "{\"service_id\":\"%s\",\"quantity\":1}".formatted(item));
        refused(400, "lines[0].quantity", "{\"item_id\":\"%s\",\"quantity\":0}".formatted(item));
        desk.change("update inventory_items set price_cents = null");
        refused(
                422,
                "lines[0].unit_price_cents",
                "{\"item_id\":\"%s\",\"quantity\":1}".formatted(item));
        assertThat(desk.sql("select 1 from invoices")).isEmpty();
        assertThat(desk.sql("select on_hand from inventory_items")).containsExactly("5");
    }

    private void refused(int status, String field, String lines) throws Exception {
        var answer = sell(lines);
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body()).contains("\"field\":\"" + field + "\"");
    }

    private String shelved(int quantity) throws Exception {
        var item = UUID.randomUUID().toString();
        desk.change(
                """
                insert into inventory_items (item_id, organization_id, branch_id, sku, label, unit, on_hand, price_cents, tax_basis_points)
                select '%s', organization_id, branch_id, 'SHAMPOO', 'Shampoo', 'bottle', %d, 1250, 1000 from branches"""
                        .formatted(item, quantity));
        return item;
    }

    private com.bloompetos.local.bench.ApiWire.Answer sell(String lines) throws IOException {
        return desk.wire.post(
                "/v1/invoices",
                "{\"branch_id\":\"%s\",\"user_id\":\"%s\",\"lines\":[%s]}"
                        .formatted(desk.site().id(), desk.chain.parents.get(0).userId(), lines));
    }

    @Test
    void anEventWithoutAGoodAndFreshSignatureIsRefused() throws Exception {
        var id = visited(0, "").path("invoice_id").asText();
        var intent =
                good(intend("invoice_id", id, "amount_cents", 1013)).path("intent_id").asText();
        var old = Instant.now().minus(Duration.ofMinutes(6));
        assertThat(tell("evt_9" + intent, "payment_intent.succeeded", intent, old)).isEqualTo(400);
        assertThat(send("{}", "t=1,v1=00")).isEqualTo(400);
        assertThat(send("{}", "")).isEqualTo(400);
        assertThat(desk.sql("select 1 from payments")).isEmpty();
    }

    @Test
    void aDepositPaysFirstAndTheRestStaysOpen() throws Exception {
        desk.change("update services set deposit_cents = 2000");
        var appointment = desk.booked(0, desk.chain.visit, slot(0));
        deposited(appointment);
        assertThat(account("deposits_held")).isEqualTo(-2000);
        var done = good(desk.wire.post("/v1/appointments/" + appointment + "/complete", ""));
        assertThat(done.path("total_cents").asLong()).isEqualTo(7776);
        assertThat(done.path("open_cents").asLong()).isEqualTo(5776);
        assertThat(account("deposits_held")).isZero();
        assertThat(account("receivable")).isEqualTo(5776);
    }

    @Test
    void aLateCancelKeepsItsFeeOfTheDepositAndGivesBackTheRest() throws Exception {
        desk.change(
                "update services set deposit_cents = 2000, late_fee_cents = 1500, late_cancel_hours = 700");
        var appointment = desk.booked(0, desk.chain.visit, slot(0));
        deposited(appointment);
        good(desk.wire.post("/v1/appointments/" + appointment + "/cancel", ""));
        assertThat(account("sales")).isEqualTo(-1500);
        assertThat(account("deposits_held")).isZero();
        assertThat(account("card")).isEqualTo(1500);
        assertThat(desk.sql("select charge from invoice_lines")).containsExactly("late_fee");
        TestStack.eventually(
                "the provider gives back the rest",
                PATIENCE,
                () ->
                        desk.sql("select status || ' ' || amount_cents from refunds")
                                .contains("done 500"));
    }

    @Test
    void aNoShowCostsWhatTheServiceSays() throws Exception {
        desk.change("update services set no_show_fee_cents = 2500");
        var appointment = desk.booked(0, desk.chain.visit, slot(0));
        good(desk.wire.post("/v1/appointments/" + appointment + "/no-show", ""));
        assertThat(
                        desk.sql(
                                "select charge || ' ' || gross_cents || ' ' || tax_cents from invoice_lines"))
                .containsExactly("no_show_fee 2500 0");
    }

    @Test
    void nobodyWritesIntoTheLedgerByHand() throws Exception {
        visited(0, "");
        assertThatThrownBy(
                        () ->
                                desk.change(
                                        """
                                        insert into ledger_entries (organization_id, branch_id, source, source_id, account, amount_cents, entry_day)
                                        select organization_id, branch_id, 'payment', uuidv7(), 'cash', 100, current_date from branches"""))
                .hasMessageContaining("sum to zero");
        try (var api =
                        java.sql.DriverManager.getConnection(
                                SharedApiStack.get().jdbcUrl(),
                                "bloom_api",
                                SharedApiStack.get().target().apiPassword());
                var statement = api.createStatement()) {
            assertThatThrownBy(() -> statement.execute("delete from ledger_entries"))
                    .hasMessageContaining("permission denied");
        }
    }

    private com.fasterxml.jackson.databind.JsonNode visited(int pet, String completion)
            throws Exception {
        var id = desk.booked(pet, desk.chain.visit, slot(pet));
        return good(desk.wire.post("/v1/appointments/" + id + "/complete", completion));
    }

    private void deposited(String appointment) throws Exception {
        good(intend("appointment_id", appointment));
        TestStack.eventually(
                "the deposit is taken",
                PATIENCE,
                () -> desk.sql("select kind from deposits").contains("taken"));
    }

    private com.bloompetos.local.bench.ApiWire.Answer pay(
            String invoice, long cents, Object... more) throws IOException {
        var body = new java.util.LinkedHashMap<String, Object>();
        body.put("invoice_id", invoice);
        body.put("method", "cash");
        body.put("amount_cents", cents);
        for (int i = 0; i < more.length; i += 2) body.put(String.valueOf(more[i]), more[i + 1]);
        return desk.wire.post("/v1/payments", Desk.json(body));
    }

    private com.bloompetos.local.bench.ApiWire.Answer intend(Object... wish) throws IOException {
        var body = new java.util.LinkedHashMap<String, Object>();
        for (int i = 0; i < wish.length; i += 2) body.put(String.valueOf(wish[i]), wish[i + 1]);
        return desk.wire.post("/v1/payment-intents", Desk.json(body));
    }

    private long account(String name) throws Exception {
        return Long.parseLong(
                desk.sql(
                                "select coalesce(sum(amount_cents), 0) from ledger_entries where account = '%s'"
                                        .formatted(name))
                        .get(0));
    }

    private int tell(String event, String type, String intent, Instant at) throws Exception {
        var payload =
                """
                {"id":"%s","type":"%s","data":{"object":{"id":"pi_test_%s","metadata":{"intent_id":"%s","organization_id":"%s"}}}}"""
                        .formatted(
                                event,
                                type,
                                UUID.fromString(intent),
                                intent,
                                desk.chain.organization);
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(
                new SecretKeySpec(
                        ApiStack.WEBHOOK_SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        var signed = at.getEpochSecond() + "." + payload;
        return send(
                payload,
                "t=%d,v1=%s"
                        .formatted(
                                at.getEpochSecond(),
                                HexFormat.of()
                                        .formatHex(
                                                mac.doFinal(
                                                        signed.getBytes(StandardCharsets.UTF_8)))));
    }

    private static int send(String payload, String signature) throws Exception {
        var request =
                HttpRequest.newBuilder(
                                URI.create(SharedApiStack.get().apiUrl() + "/webhooks/payments"))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(payload));
        Map.of("Stripe-Signature", signature)
                .forEach(
                        (name, value) -> {
                            if (!value.isEmpty()) request.header(name, value);
                        });
        return HttpClient.newHttpClient()
                .send(request.build(), BodyHandlers.discarding())
                .statusCode();
    }
}
