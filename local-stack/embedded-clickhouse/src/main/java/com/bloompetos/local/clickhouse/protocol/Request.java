package com.bloompetos.local.clickhouse.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.bloompetos.local.clickhouse.engine.EngineException;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One request's words: the protocol's own, the settings of the statement, and the values bound to
 * its parameters.
 */
record Request(
        String method,
        Headers headers,
        Map<String, String> words,
        Map<String, String> settings,
        Map<String, String> bindings,
        List<Multipart.Table> tables) {
    /** Words of ClickHouse's HTTP interface that are not settings. */
    private static final Set<String> WORDS =
            Set.of(
                    "query",
                    "database",
                    "default_format",
                    "user",
                    "password",
                    "query_id",
                    "compress",
                    "decompress",
                    "enable_http_compression",
                    "session_id",
                    "session_timeout",
                    "session_check",
                    "close_session",
                    "quota_key",
                    "role",
                    "stacktrace",
                    "buffer_size",
                    "wait_end_of_query",
                    "client_protocol_version",
                    "client_name");

    private static final String BOUND = "param_";
    private static final String BASIC = "Basic ";

    record Credentials(String user, String password) {}

    static Request of(HttpExchange exchange) {
        var request =
                new Request(
                        exchange.getRequestMethod(),
                        exchange.getRequestHeaders(),
                        new LinkedHashMap<>(),
                        new LinkedHashMap<>(),
                        new LinkedHashMap<>(),
                        new ArrayList<>());
        @Nullable String query = exchange.getRequestURI().getRawQuery();
        for (var pair : query == null ? new String[0] : query.split("&")) {
            int equals = pair.indexOf('=');
            var name = URLDecoder.decode(equals < 0 ? pair : pair.substring(0, equals), UTF_8);
            var value = equals < 0 ? "" : URLDecoder.decode(pair.substring(equals + 1), UTF_8);
            request.put(name, value);
        }
        return request;
    }

    private void put(String name, String value) {
        if (name.startsWith(BOUND)) {
            bindings.put(name.substring(BOUND.length()), value);
        } else if (!name.isEmpty()) {
            (WORDS.contains(name) ? words : settings).put(name, value);
        }
    }

    /** Takes what a body of several parts says besides the URL; then nothing of it is left. */
    void takeParts(InputStream body) throws IOException {
        var type = orEmpty(headers.getFirst("Content-Type"));
        if (type.startsWith("multipart/form-data")) {
            var parts = Multipart.read(type, body);
            parts.fields().forEach(this::put);
            tables.addAll(parts.tables());
        }
    }

    /** The URL's word about one of the tables that came along, which is no setting. */
    @Nullable String takeAboutTable(String table, String what) {
        return settings.remove(table + "_" + what);
    }

    boolean inSession() {
        return words.containsKey("session_id");
    }

    /** Until when an unused session is kept. */
    long sessionSeconds() throws EngineException {
        var seconds = words.getOrDefault("session_timeout", "60");
        if (!seconds.matches("\\d{1,9}")) {
            throw new EngineException(
                    EngineException.BAD_ARGUMENTS, "Invalid session timeout. (BAD_ARGUMENTS)");
        }
        return asks("close_session") ? 0 : Long.parseLong(seconds);
    }

    String query() {
        return words.getOrDefault("query", "");
    }

    /** A GET without a word is a sign of life. */
    boolean saysNothing() {
        return query().isEmpty();
    }

    boolean asks(String word) {
        var value = words.getOrDefault(word, "0");
        return value.equals("1") || value.equals("true");
    }

    String queryId() {
        return orRandom(first(words.get("query_id"), headers.getFirst("X-ClickHouse-Query-Id")));
    }

    String database() {
        return orEmpty(first(words.get("database"), headers.getFirst("X-ClickHouse-Database")));
    }

    String defaultFormat() {
        var format = first(words.get("default_format"), headers.getFirst("X-ClickHouse-Format"));
        return format == null ? "TabSeparated" : format;
    }

    /** Headers of ClickHouse, then basic authentication, then the URL. */
    Credentials credentials() throws EngineException {
        @Nullable String user = headers.getFirst("X-ClickHouse-User");
        if (user != null) {
            return new Credentials(user, orEmpty(headers.getFirst("X-ClickHouse-Key")));
        }
        @Nullable String basic = headers.getFirst("Authorization");
        if (basic != null && basic.startsWith(BASIC)) {
            var pair = decoded(basic.substring(BASIC.length()).strip()).split(":", 2);
            return new Credentials(pair[0], pair.length > 1 ? pair[1] : "");
        }
        return new Credentials(
                words.getOrDefault("user", "default"), words.getOrDefault("password", ""));
    }

    private static String decoded(String base64) throws EngineException {
        try {
            return new String(Base64.getDecoder().decode(base64), UTF_8);
        } catch (IllegalArgumentException e) {
            throw new EngineException(
                    EngineException.BAD_ARGUMENTS, "The login is not Base64. (BAD_ARGUMENTS)");
        }
    }

    private static @Nullable String first(@Nullable String one, @Nullable String other) {
        return one == null ? other : one;
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static String orRandom(@Nullable String id) {
        return id == null || id.isEmpty() ? UUID.randomUUID().toString() : id;
    }
}
