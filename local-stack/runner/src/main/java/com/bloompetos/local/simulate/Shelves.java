package com.bloompetos.local.simulate;

import com.bloompetos.local.simulate.ApiClient.Answer;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** What a desk does with its stock: orders, takes in, sells, counts, sends on and throws away. */
final class Shelves {
    private static final List<String> SUPPLIERS = List.of("Petside Supplies", "Vetline");

    private final ApiClient api;
    private final String branchId;
    private final ZoneId zone;
    private final Random random;

    Shelves(ApiClient api, String branchId, ZoneId zone, Random random) {
        this.api = api;
        this.branchId = branchId;
        this.zone = zone;
        this.random = random;
    }

    @Nullable Answer next() throws IOException, InterruptedException {
        double u = random.nextDouble();
        if (u < 0.25) {
            return takeIn();
        }
        List<JsonNode> items = list(api.get("/v1/inventory?branch_id=" + branchId));
        if (items.isEmpty()) {
            return null;
        }
        JsonNode low =
                items.stream()
                        .filter(i -> onHand(i) <= i.path("reorder_point").asInt())
                        .findFirst()
                        .orElse(null);
        if (u < 0.40) {
            return order(low == null ? Words.pick(random, items) : low);
        }
        JsonNode item = Words.pick(random, items);
        if (onHand(item) < 6) {
            return null;
        }
        if (u < 0.70) {
            return sell(item);
        }
        if (u < 0.80) {
            int counted = onHand(item) + random.nextInt(4) - 2;
            return api.post(
                    "/v1/inventory/counts", Map.of("item_id", id(item), "counted", counted));
        }
        return u < 0.90 ? writeOff(item) : transfer(item);
    }

    private Answer order(JsonNode item) throws IOException, InterruptedException {
        return api.post(
                "/v1/purchase-orders",
                Map.of(
                        "branch_id",
                        branchId,
                        "supplier",
                        Words.pick(random, SUPPLIERS),
                        "expected_on",
                        LocalDate.now(zone).plusDays(3).toString(),
                        "lines",
                        List.of(
                                Map.of(
                                        "item_id",
                                        id(item),
                                        "quantity",
                                        item.path("reorder_quantity").asInt(),
                                        "cost_cents",
                                        item.path("cost_cents").asLong()))));
    }

    /** The newest order that is open arrives, with its lot. */
    private @Nullable Answer takeIn() throws IOException, InterruptedException {
        for (JsonNode order : list(api.get("/v1/purchase-orders?branch_id=" + branchId))) {
            if (!order.path("status").asText().equals("ordered")) {
                continue;
            }
            JsonNode line = order.path("lines").get(0);
            String lot = "L" + order.path("order_id").asText().substring(24);
            return api.post(
                    "/v1/purchase-orders/" + order.path("order_id").asText() + "/receive",
                    Map.of(
                            "lines",
                            List.of(
                                    Map.of(
                                            "item_id",
                                            line.path("item_id").asText(),
                                            "quantity",
                                            line.path("quantity").asInt(),
                                            "lot",
                                            Map.of(
                                                    "lot_number",
                                                    lot,
                                                    "expires_on",
                                                    LocalDate.now(zone)
                                                            .plusDays(30 + random.nextInt(300))
                                                            .toString())))));
        }
        return null;
    }

    /** Over the counter, to a client who is known, and paid at once. */
    private @Nullable Answer sell(JsonNode item) throws IOException, InterruptedException {
        List<JsonNode> clients = list(api.get("/v1/users"));
        if (clients.isEmpty()) {
            return null;
        }
        Map<String, Object> line = new HashMap<>();
        line.put("item_id", id(item));
        line.put("quantity", 1 + random.nextInt(2));
        if (item.path("price_cents").isNull()) {
            line.put("unit_price_cents", 2 * item.path("cost_cents").asLong());
        }
        Answer sold =
                api.post(
                        "/v1/invoices",
                        Map.of(
                                "branch_id",
                                branchId,
                                "user_id",
                                Words.pick(random, clients).path("user_id").asText(),
                                "lines",
                                List.of(line)));
        if (!sold.isGood() || sold.body().path("open_cents").asLong() == 0) {
            return sold;
        }
        return api.post(
                "/v1/payments",
                Map.of(
                        "invoice_id",
                        sold.body().path("invoice_id").asText(),
                        "method",
                        random.nextBoolean() ? "card" : "cash",
                        "amount_cents",
                        sold.body().path("open_cents").asLong()));
    }

    private Answer writeOff(JsonNode item) throws IOException, InterruptedException {
        return api.post(
                "/v1/inventory/movements",
                Map.of(
                        "item_id",
                        id(item),
                        "kind",
                        "write_off",
                        "quantity",
                        -1 - random.nextInt(2),
                        "reason",
                        "damaged"));
    }

    private @Nullable Answer transfer(JsonNode item) throws IOException, InterruptedException {
        List<JsonNode> sisters =
                list(api.get("/v1/branches")).stream()
                        .filter(branch -> !branch.path("branch_id").asText().equals(branchId))
                        .toList();
        if (sisters.isEmpty()) {
            return null;
        }
        return api.post(
                "/v1/inventory/transfers",
                Map.of(
                        "item_id",
                        id(item),
                        "to_branch_id",
                        Words.pick(random, sisters).path("branch_id").asText(),
                        "quantity",
                        1 + random.nextInt(3)));
    }

    private static int onHand(JsonNode item) {
        return item.path("on_hand").asInt();
    }

    private static String id(JsonNode item) {
        return item.path("item_id").asText();
    }

    private static List<JsonNode> list(Answer answer) {
        return answer.isGood()
                ? StreamSupport.stream(answer.body().spliterator(), false).toList()
                : List.of();
    }
}
