package com.bloompetos.local.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The client against a small issuer that holds it to the protocol. */
class ApiClientTest {

    private final AtomicInteger tokens = new AtomicInteger();
    private HttpServer server;
    private String url;
    private String challenge = "";

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        url = "http://127.0.0.1:" + server.getAddress().getPort();
        server.createContext("/login", this::login);
        server.createContext("/oauth2/authorize", this::authorize);
        server.createContext("/oauth2/token", this::token);
        server.createContext("/v1/users/me", this::me);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void login(HttpExchange exchange) throws IOException {
        if (exchange.getRequestMethod().equals("GET")) {
            exchange.getResponseHeaders().add("Set-Cookie", "JSESSIONID=before; Path=/; HttpOnly");
            answer(exchange, 200, "<input type=\"hidden\" name=\"_csrf\" value=\"c-1\">");
            return;
        }
        Map<String, String> form =
                form(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        boolean good = form.get("password").equals("pass+word") && form.get("_csrf").equals("c-1");
        exchange.getResponseHeaders().add("Set-Cookie", "JSESSIONID=after; Path=/; HttpOnly");
        redirect(exchange, good ? url + "/" : url + "/login?error");
    }

    private void authorize(HttpExchange exchange) throws IOException {
        assertThat(exchange.getRequestHeaders().getFirst("Cookie")).contains("JSESSIONID=after");
        Map<String, String> query = form(exchange.getRequestURI().getRawQuery());
        challenge = query.get("code_challenge");
        redirect(exchange, query.get("redirect_uri") + "?code=abc&state=" + query.get("state"));
    }

    private void token(HttpExchange exchange) throws IOException {
        Map<String, String> form =
                form(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        boolean proven =
                sha256(form.get("code_verifier")).equals(challenge)
                        && form.get("code").equals("abc");
        answer(
                exchange,
                proven ? 200 : 400,
                "{\"access_token\":\"t-%d\"}".formatted(tokens.incrementAndGet()));
    }

    /** The first token is one that the API has forgotten. */
    private void me(HttpExchange exchange) throws IOException {
        boolean known = "Bearer t-2".equals(exchange.getRequestHeaders().getFirst("Authorization"));
        answer(exchange, known ? 200 : 401, known ? "{\"role\":\"admin\"}" : "");
    }

    @Test
    void aPersonSignsInByCodeAndProof() throws Exception {
        ApiClient client = new ApiClient(url, "admin@pawsome.demo", "pass+word");
        assertThat(client.token()).isEqualTo("t-1");
        assertThat(client.token()).as("kept").isEqualTo("t-1");
    }

    @Test
    void aTokenThatHasEndedIsRenewedOnce() throws Exception {
        ApiClient.Answer answer =
                new ApiClient(url, "admin@pawsome.demo", "pass+word").get("/v1/users/me");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().path("role").asText()).isEqualTo("admin");
    }

    @Test
    void aWrongPasswordIsSaid() {
        assertThatThrownBy(() -> new ApiClient(url, "admin@pawsome.demo", "wrong").token())
                .isInstanceOf(ApiClient.SignInRefused.class)
                .hasMessageContaining("admin@pawsome.demo");
    }

    private static void redirect(HttpExchange exchange, String to) throws IOException {
        exchange.getResponseHeaders().add("Location", to);
        exchange.sendResponseHeaders(302, -1);
        exchange.close();
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
    }

    private static Map<String, String> form(String encoded) {
        Map<String, String> form = new HashMap<>();
        for (String pair : encoded.split("&")) {
            String[] parts = pair.split("=", 2);
            form.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return form;
    }

    private static String sha256(String text) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (java.security.NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
