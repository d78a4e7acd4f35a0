package com.bloompetos.local.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.bloompetos.local.runner.ApiStack;
import com.bloompetos.local.runner.SharedApiStack;
import com.bloompetos.local.runner.TestStack;
import dev.samstevens.totp.code.DefaultCodeGenerator;
import java.io.IOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/** A member of staff meets their second factor, as a browser does, where there is no demo. */
@ExtendWith(SharedApiStack.class)
class EnrolmentIT {
    private static final String PASSWORD = "correct horse battery";

    private static ApiStack stack;
    private static World world;
    private static String url;
    private static Process api;

    @BeforeAll
    static void start() throws Exception {
        stack = SharedApiStack.get();
        world = World.newOrganization(stack);
        int port;
        try (var free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        url = "http://127.0.0.1:" + port;
        api = stack.besides(port, Map.of("BLOOM_DEMO_PASSWORD", ""));
        TestStack.eventually(
                "the second API answers",
                Duration.ofSeconds(90),
                () -> {
                    try {
                        return get(HttpClient.newHttpClient(), "/login").statusCode() == 200;
                    } catch (IOException notYet) {
                        return false;
                    }
                });
    }

    @AfterAll
    static void stop() throws InterruptedException {
        api.destroy();
        assertThat(api.waitFor(20, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void withoutASecondFactorOnlyItsEnrolmentIsOpen() throws Exception {
        var email = employ();
        var browser = browser();
        assertThat(signIn(browser, email, "")).endsWith("/enrol");
        assertThat(get(browser, "/board").statusCode()).isNotEqualTo(200);
        var page = get(browser, "/enrol").body();
        var secret = found(page, "<code>([A-Z2-7]+)</code>");

        assertThat(location(enrol(browser, "000000"))).contains("/enrol?wrong");
        var first = code(secret, 0);
        assertThat(location(enrol(browser, first))).contains("/login?enrolled");

        // The code that enrolled is used up; the next one opens the door, and none none.
        assertThat(signIn(browser(), email, first)).contains("error");
        assertThat(signIn(browser(), email, "")).contains("error");
        assertThat(signIn(browser(), email, code(secret, 1)))
                .doesNotContain("error")
                .doesNotContain("enrol");
    }

    private static String employ() throws Exception {
        var email = "staff" + UUID.randomUUID() + "@test.example";
        try (var connection = stack.owner(world.id("organization_id"));
                var update =
                        connection.prepareStatement(
                                "update users set email = ?, password_hash = ? where user_id = ?")) {
            update.setString(1, email);
            update.setString(2, new BCryptPasswordEncoder(4).encode(PASSWORD));
            update.setObject(3, world.id("staff_id"));
            update.executeUpdate();
        }
        return email;
    }

    private static HttpClient browser() {
        return HttpClient.newBuilder()
                .cookieHandler(new CookieManager(null, CookiePolicy.ACCEPT_ALL))
                .build();
    }

    /** Where the browser is sent. */
    private static String signIn(HttpClient browser, String email, String code) throws Exception {
        var csrf = csrf(get(browser, "/login").body());
        return location(
                post(
                        browser,
                        "/login",
                        Map.of(
                                "username", email,
                                "password", PASSWORD,
                                "code", code,
                                "_csrf", csrf)));
    }

    private static HttpResponse<String> enrol(HttpClient browser, String code) throws Exception {
        var csrf = csrf(get(browser, "/enrol").body());
        return post(browser, "/enrol", Map.of("code", code, "_csrf", csrf));
    }

    private static String code(String secret, int stepsAhead) throws Exception {
        return new DefaultCodeGenerator()
                .generate(secret, Instant.now().getEpochSecond() / 30 + stepsAhead);
    }

    private static String csrf(String page) {
        return found(page, "name=\"_csrf\"[^>]*value=\"([^\"]+)\"");
    }

    private static String found(String page, String pattern) {
        var matcher = Pattern.compile(pattern).matcher(page);
        assertThat(matcher.find()).as(page).isTrue();
        return matcher.group(1);
    }

    private static String location(HttpResponse<?> answer) {
        return answer.headers().firstValue("Location").orElse("");
    }

    private static HttpResponse<String> get(HttpClient browser, String path)
            throws IOException, InterruptedException {
        return browser.send(
                HttpRequest.newBuilder(URI.create(url + path))
                        .header("Accept", "text/html")
                        .build(),
                BodyHandlers.ofString());
    }

    private static HttpResponse<String> post(
            HttpClient browser, String path, Map<String, String> fields)
            throws IOException, InterruptedException {
        var form =
                fields.entrySet().stream()
                        .map(
                                field ->
                                        field.getKey()
                                                + "="
                                                + URLEncoder.encode(
                                                        field.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&"));
        return browser.send(
                HttpRequest.newBuilder(URI.create(url + path))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form))
                        .build(),
                BodyHandlers.ofString());
    }
}
