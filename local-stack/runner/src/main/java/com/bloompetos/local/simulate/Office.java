package com.bloompetos.local.simulate;

import com.bloompetos.local.simulate.ApiClient.Answer;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** What a branch's manager writes between two visits: shifts of days far ahead, and prices. */
final class Office {
    private final ApiClient api;
    private final String branchId;
    private final ZoneId zone;
    private final List<JsonNode> services;
    private final List<JsonNode> staff;
    private final Random random;

    Office(
            ApiClient api,
            String branchId,
            ZoneId zone,
            List<JsonNode> services,
            Map<String, List<JsonNode>> resources,
            Random random) {
        this.api = api;
        this.branchId = branchId;
        this.zone = zone;
        this.services = services;
        this.staff =
                resources.values().stream()
                        .flatMap(List::stream)
                        .filter(one -> one.path("kind").asText().equals("staff"))
                        .toList();
        this.random = random;
    }

    @Nullable Answer next() throws IOException, InterruptedException {
        return random.nextInt(8) == 0 ? price() : shift();
    }

    private @Nullable Answer shift() throws IOException, InterruptedException {
        if (staff.isEmpty()) {
            return null;
        }
        // Beyond what the history has planned: two shifts of one person at once are refused.
        LocalDate day = LocalDate.now(zone).plusDays(16 + random.nextInt(150));
        return api.post(
                "/v1/shifts",
                Map.of(
                        "branch_id",
                        branchId,
                        "user_id",
                        Words.pick(random, staff).path("user_id").asText(),
                        "starts_at",
                        day.atTime(8, 0).atZone(zone).toInstant().toString(),
                        "ends_at",
                        day.atTime(18, 0).atZone(zone).toInstant().toString()));
    }

    /** A week's offer: a little under the list price. */
    private Answer price() throws IOException, InterruptedException {
        JsonNode service = Words.pick(random, services);
        LocalDate from = LocalDate.now(zone).plusDays(30 + random.nextInt(60));
        return api.post(
                "/v1/price-rules",
                Map.of(
                        "branch_id",
                        branchId,
                        "service_id",
                        service.path("service_id").asText(),
                        "weekdays",
                        List.of(2, 3),
                        "valid_from",
                        from.toString(),
                        "valid_until",
                        from.plusDays(7).toString(),
                        "price_cents",
                        Math.round(service.path("price").asDouble() * 95)));
    }
}
