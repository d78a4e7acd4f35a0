package com.bloompetos.local.simulate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A person at the API: signs in as a browser would, gets a token by code and PKCE, and calls with
 * it.
 */
public final class ApiClient {

    /** What the API answered; the body is JSON, or missing. */
    public record Answer(int status, JsonNode body) {
        public boolean isGood() {
            return status / 100 == 2;
        }
    }

    /** The API would not let this person in. */
    public static final class SignInRefused extends IOException {
        private static final long serialVersionUID = 1;

        SignInRefused(String message) {
            super(message);
        }
    }

    private static final String CLIENT = "bloom-cli";
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String apiUrl;
    private final String email;
    private final String password;
    private final SecureRandom random = new SecureRandom();
    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(3))
                    .build();
    private @Nullable String token;
    private @Nullable String refreshToken;

    /**
     * @param apiUrl the API's root, without a slash at its end
     */
    public ApiClient(String apiUrl, String email, String password) {
        this.apiUrl = apiUrl;
        this.email = email;
        this.password = password;
    }

    /** A bearer token of this person, from a sign-in made when the first is asked for. */
    public synchronized String token() throws IOException, InterruptedException {
        if (token == null) {
            token = signIn();
        }
        return token;
    }

    public Answer get(String path) throws IOException, InterruptedException {
        return call(path, null);
    }

    public Answer post(String path, Map<String, Object> body)
            throws IOException, InterruptedException {
        return call(path, JSON.writeValueAsString(body));
    }

    private Answer call(String path, @Nullable String body)
            throws IOException, InterruptedException {
        HttpResponse<String> response = send(path, body);
        if (response.statusCode() == 401) {
            // The token has ended, or the API has forgotten its key: sign in once more.
            synchronized (this) {
                token = null;
            }
            response = send(path, body);
        }
        return new Answer(response.statusCode(), json(response.body()));
    }

    private HttpResponse<String> send(String path, @Nullable String body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(apiUrl + path))
                        .timeout(TIMEOUT)
                        .header("Authorization", "Bearer " + token());
        if (body != null) {
            request.header("Content-Type", "application/json").POST(BodyPublishers.ofString(body));
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private static JsonNode json(String body) throws IOException {
        return JSON.readTree(body.isBlank() ? "null" : body);
    }

    private String signIn() throws IOException, InterruptedException {
        // Its own client: the session's cookie must not go along with bearer calls.
        HttpClient browser =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(Duration.ofSeconds(3))
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .cookieHandler(new CookieManager(null, CookiePolicy.ACCEPT_ALL))
                        .build();
        String page = browser.send(page("/login"), BodyHandlers.ofString()).body();
        Matcher csrf = CSRF.matcher(page);
        if (!csrf.find()) {
            throw new IOException("the sign-in page of " + apiUrl + " has no form");
        }
        var entered =
                browser.send(
                        form(
                                "/login",
                                Map.of(
                                        "username",
                                        email,
                                        "password",
                                        password,
                                        "code",
                                        SecondFactor.codeNow(password, email),
                                        "_csrf",
                                        csrf.group(1))),
                        BodyHandlers.discarding());
        if (location(entered).contains("error") || entered.statusCode() >= 400) {
            throw new SignInRefused(email + " could not sign in");
        }
        String verifier = secret(48);
        var authorized =
                browser.send(
                        page("/oauth2/authorize?" + encoded(wish(verifier))),
                        BodyHandlers.discarding());
        Matcher code = Pattern.compile("[?&]code=([^&]+)").matcher(location(authorized));
        if (!code.find()) {
            throw new SignInRefused(
                    email
                            + " got no code: "
                            + authorized.statusCode()
                            + " "
                            + location(authorized));
        }
        Map<String, String> exchange = new LinkedHashMap<>();
        exchange.put("grant_type", "authorization_code");
        exchange.put("client_id", CLIENT);
        exchange.put("redirect_uri", redirectUri());
        exchange.put("code", java.net.URLDecoder.decode(code.group(1), StandardCharsets.UTF_8));
        exchange.put("code_verifier", verifier);
        var issued = browser.send(form("/oauth2/token", exchange), BodyHandlers.ofString());
        if (issued.statusCode() != 200) {
            throw new SignInRefused(
                    email + " got no token: " + issued.statusCode() + " " + issued.body());
        }
        refreshToken = json(issued.body()).path("refresh_token").asText();
        return json(issued.body()).path("access_token").asText();
    }

    /** What the last sign-in may be renewed with, once. */
    public synchronized String refreshToken() throws IOException, InterruptedException {
        token();
        return String.valueOf(refreshToken);
    }

    /** The issuer's answer to a refresh token: new tokens, or a refusal. */
    public Answer refresh(String spending) throws IOException, InterruptedException {
        Map<String, String> exchange = new LinkedHashMap<>();
        exchange.put("grant_type", "refresh_token");
        exchange.put("client_id", CLIENT);
        exchange.put("refresh_token", spending);
        var issued = http.send(form("/oauth2/token", exchange), BodyHandlers.ofString());
        return new Answer(issued.statusCode(), json(issued.body()));
    }

    private Map<String, String> wish(String verifier) {
        Map<String, String> wish = new LinkedHashMap<>();
        wish.put("response_type", "code");
        wish.put("client_id", CLIENT);
        wish.put("redirect_uri", redirectUri());
        wish.put("state", secret(12));
        wish.put("code_challenge_method", "S256");
        wish.put("code_challenge", sha256(verifier));
        return wish;
    }

    private String redirectUri() {
        return apiUrl + "/cli-callback";
    }

    private HttpRequest page(String path) {
        return HttpRequest.newBuilder(URI.create(apiUrl + path))
                .timeout(TIMEOUT)
                .header("Accept", "text/html")
                .build();
    }

    private HttpRequest form(String path, Map<String, String> fields) {
        return HttpRequest.newBuilder(URI.create(apiUrl + path))
                .timeout(TIMEOUT)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(encoded(fields)))
                .build();
    }

    private static String encoded(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(
                        e ->
                                e.getKey()
                                        + "="
                                        + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private static String location(HttpResponse<?> response) {
        return response.headers().firstValue("Location").orElse("");
    }

    private String secret(int bytes) {
        byte[] secret = new byte[bytes];
        random.nextBytes(secret);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    }

    private static String sha256(String text) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
