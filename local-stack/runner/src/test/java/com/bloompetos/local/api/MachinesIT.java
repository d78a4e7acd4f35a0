package com.bloompetos.local.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.bloompetos.local.api.Http.Answer;
import com.bloompetos.local.runner.ApiStack;
import com.bloompetos.local.runner.SharedApiStack;
import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What programs rely on: keys, pages, limits and webhooks. */
@ExtendWith(SharedApiStack.class)
class MachinesIT {
    private static ApiStack stack;
    private static World world;
    private static Http admin;

    @BeforeAll
    static void build() throws Exception {
        stack = SharedApiStack.get();
        world = World.newOrganization(stack);
        admin = new Http(stack.apiUrl(), world.token(stack, "admin"));
    }

    private static String pet(String name) {
        return "{\"user_id\":\"%s\",\"name\":\"%s\",\"species\":\"dog\"}"
                .formatted(world.id("owner_user_id"), name);
    }

    private static long pets(String name) throws Exception {
        try (var connection = stack.owner(world.id("organization_id"));
                var read =
                        connection.prepareStatement("select count(*) from pets where name = ?")) {
            read.setString(1, name);
            try (var row = read.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    @Test
    void theSameKeyGivesTheFirstAnswerAgain() throws Exception {
        var key = UUID.randomUUID().toString();
        var first = admin.post("/v1/pets", pet("Once"), "Idempotency-Key", key);
        var second = admin.post("/v1/pets", pet("Once"), "Idempotency-Key", key);
        assertThat(first.status()).isEqualTo(201);
        assertThat(second.status()).isEqualTo(201);
        assertThat(second.text()).isEqualTo(first.text());
        assertThat(second.header("X-Bloom-Position"))
                .isEqualTo(first.header("X-Bloom-Position"))
                .isNotEmpty();
        assertThat(second.header("Location")).isEqualTo(first.header("Location")).isNotEmpty();
        assertThat(second.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(pets("Once")).isEqualTo(1);
    }

    @Test
    void theSameKeyWithAnotherBodyIsRefused() throws Exception {
        var key = UUID.randomUUID().toString();
        admin.post("/v1/pets", pet("Mine"), "Idempotency-Key", key);
        var other = admin.post("/v1/pets", pet("Yours"), "Idempotency-Key", key);
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.body().path("type").asText()).endsWith("key-used-already");
        assertThat(pets("Yours")).isZero();
    }

    @Test
    void twiceInFlightIsOnce() throws Exception {
        var key = UUID.randomUUID().toString();
        Callable<Answer> call = () -> admin.post("/v1/pets", pet("Racer"), "Idempotency-Key", key);
        var pool = Executors.newFixedThreadPool(8);
        var bodies = new HashSet<String>();
        for (var answer : pool.invokeAll(List.of(call, call, call, call, call, call, call, call))) {
            assertThat(answer.get().status()).isEqualTo(201);
            bodies.add(answer.get().text());
        }
        pool.shutdown();
        assertThat(bodies).hasSize(1);
        assertThat(pets("Racer")).isEqualTo(1);
    }

    @Test
    void aRefusalByTheBusinessIsTheAnswerToo() throws Exception {
        var key = UUID.randomUUID().toString();
        var movement =
                "{\"item_id\":\"%s\",\"kind\":\"use\",\"quantity\":-1000}"
                        .formatted(world.id("item_id"));
        var first = admin.post("/v1/inventory/movements", movement, "Idempotency-Key", key);
        admin.post(
                "/v1/inventory/movements",
                "{\"item_id\":\"%s\",\"kind\":\"receipt\",\"quantity\":2000}"
                        .formatted(world.id("item_id")));
        var second = admin.post("/v1/inventory/movements", movement, "Idempotency-Key", key);
        assertThat(first.status()).isEqualTo(409);
        assertThat(second.text()).isEqualTo(first.text());
    }

    /** A crash between the row and the key: both are in one transaction, so neither is there. */
    @Test
    void aCrashLeavesNeitherTheRowNorTheKey() throws Exception {
        var key = UUID.randomUUID().toString();
        try (var connection = stack.superuser();
                var statement = connection.createStatement()) {
            // The last statement before the commit dies, and its connection with it.
            statement.execute(
                    """
                    create function die() returns trigger language plpgsql security definer as $$
                    begin perform pg_terminate_backend(pg_backend_pid()); return new; end $$;
                    create trigger die before insert on idempotency_keys for each row
                        when (new.idempotency_key = '%s') execute function die()"""
                            .formatted(key));
            var crashed = admin.post("/v1/pets", pet("Ghost"), "Idempotency-Key", key);
            assertThat(crashed.status()).isGreaterThanOrEqualTo(500);
            assertThat(pets("Ghost")).isZero();
            statement.execute("drop trigger die on idempotency_keys; drop function die()");
        }
        assertThat(admin.post("/v1/pets", pet("Ghost"), "Idempotency-Key", key).status())
                .isEqualTo(201);
        assertThat(pets("Ghost")).isEqualTo(1);
    }

    @Test
    void pagesFollowEachOtherWithoutGapOrDouble() throws Exception {
        for (int i = 0; i < 7; i++) admin.post("/v1/pets", pet("Page" + i));
        var all = ids(admin.get("/v1/pets").body());
        var paged = new java.util.ArrayList<String>();
        var path = "/v1/pets?limit=3";
        while (!path.isEmpty()) {
            var page = admin.get(path);
            paged.addAll(ids(page.body()));
            var link = page.header("Link");
            path = link.isEmpty() ? "" : link.substring(1, link.indexOf('>'));
            // A row that comes meanwhile moves nothing.
            admin.post("/v1/pets", pet("Meanwhile"));
        }
        assertThat(paged).isEqualTo(all);
        assertThat(admin.get("/v1/pets?limit=0").status()).isEqualTo(400);
        assertThat(admin.get("/v1/pets?cursor=nonsense").status()).isEqualTo(400);
    }

    private static List<String> ids(JsonNode pets) {
        var ids = new java.util.ArrayList<String>();
        pets.forEach(pet -> ids.add(pet.path("pet_id").asText()));
        return ids;
    }

    @Test
    void everyAnswerTellsTheLimit() throws Exception {
        var answer = admin.get("/v1/branches");
        assertThat(answer.header("RateLimit-Limit")).isNotEmpty();
        assertThat(answer.header("RateLimit-Remaining")).isNotEmpty();
    }

    @Test
    void aBodyThatIsTooLargeIsNotRead() throws Exception {
        assertThat(admin.post("/v1/pets", "x".repeat(300 * 1024)).status()).isEqualTo(413);
    }

    @Test
    void webhooksAreSignedNumberedAndSentAgain() throws Exception {
        var bodies = new CopyOnWriteArrayList<String>();
        var signatures = new CopyOnWriteArrayList<String>();
        var refusals = new AtomicInteger(1);
        var server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/hook",
                exchange -> {
                    var body =
                            new String(
                                    exchange.getRequestBody().readAllBytes(),
                                    StandardCharsets.UTF_8);
                    boolean refuse = refusals.getAndDecrement() > 0;
                    if (!refuse) {
                        bodies.add(body);
                        signatures.add(exchange.getRequestHeaders().getFirst("Bloom-Signature"));
                    }
                    exchange.sendResponseHeaders(refuse ? 500 : 204, -1);
                    exchange.close();
                });
        server.start();
        try {
            var hook =
                    admin.post(
                                    "/v1/webhooks",
                                    "{\"url\":\"http://127.0.0.1:%d/hook\",\"event_types\":[\"pet.created\",\"pet.changed\"]}"
                                            .formatted(server.getAddress().getPort()))
                            .body();
            var made = admin.post("/v1/pets", pet("Told")).body().path("pet_id").asText();
            admin.send("PATCH", "/v1/pets/" + made, "{\"breed\":\"Mixed\"}");
            // The first try is refused, and comes again after ten seconds.
            Wait.until(() -> bodies.size() >= 2);
            var secret = hook.path("secret").asText();
            for (int i = 0; i < bodies.size(); i++)
                assertThat(signatures.get(i))
                        .isEqualTo(signed(secret, signatures.get(i), bodies.get(i)));
            assertThat(bodies.stream().map(MachinesIT::sequence)).containsExactlyInAnyOrder(1L, 2L);
            assertThat(String.join("", bodies)).doesNotContain("Told");
            var again =
                    admin.post(
                            "/v1/webhooks/" + hook.path("webhook_id").asText() + "/send-again",
                            "{\"aggregate_id\":\"%s\",\"from_sequence\":2}".formatted(made));
            assertThat(again.body().path("events").asInt()).isEqualTo(1);
            Wait.until(() -> bodies.size() >= 3);
            assertThat(sequence(bodies.get(bodies.size() - 1))).isEqualTo(2);
            admin.post("/v1/webhooks/" + hook.path("webhook_id").asText() + "/end", "{}");
        } finally {
            server.stop(0);
        }
    }

    private static long sequence(String body) {
        try {
            return Http.JSON.readTree(body).path("sequence").asLong();
        } catch (java.io.IOException e) {
            throw new AssertionError(body, e);
        }
    }

    private static String signed(String secret, String given, String body) throws Exception {
        var second = given.substring(2, given.indexOf(','));
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return "t="
                + second
                + ",v1="
                + HexFormat.of()
                        .formatHex(
                                mac.doFinal(
                                        (second + "." + body).getBytes(StandardCharsets.UTF_8)));
    }
}
