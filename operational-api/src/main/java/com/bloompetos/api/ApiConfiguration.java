package com.bloompetos.api;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Everything that differs from one place to another, read once from the environment. */
public record ApiConfiguration(
        int port,
        String postgresUrl,
        String postgresApiPassword,
        String postgresOwnerPassword,
        URI clickhouseUrl,
        String clickhouseUser,
        String clickhousePassword,
        String clickhouseIndexerPassword,
        String kafka,
        URI registry,
        Path jwtKey,
        String demoPassword,
        Safety safety,
        Outside outside,
        @Nullable Dashboards dashboards,
        @Nullable LanguageModel languageModel) {

    static ApiConfiguration from(Map<String, String> environment) {
        var safety = Safety.from(environment);
        return new ApiConfiguration(
                port(required(environment, "BLOOM_API_PORT")),
                required(environment, "BLOOM_POSTGRES_URL"),
                required(environment, "BLOOM_POSTGRES_API_PASSWORD"),
                required(environment, "BLOOM_POSTGRES_OWNER_PASSWORD"),
                URI.create(required(environment, "BLOOM_CLICKHOUSE_URL")),
                required(environment, "BLOOM_CLICKHOUSE_USER"),
                required(environment, "BLOOM_CLICKHOUSE_PASSWORD"),
                required(environment, "BLOOM_CLICKHOUSE_INDEXER_PASSWORD"),
                required(environment, "BLOOM_KAFKA"),
                URI.create(required(environment, "BLOOM_REGISTRY")),
                Path.of(required(environment, "BLOOM_JWT_KEY")),
                // Only the demo has one; the sign-in page mentions the demo's accounts then.
                environment.getOrDefault("BLOOM_DEMO_PASSWORD", ""),
                safety,
                Outside.from(
                        environment, issuer(port(required(environment, "BLOOM_API_PORT")), safety)),
                Dashboards.from(environment),
                LanguageModel.from(environment));
    }

    /** The address that tokens carry as their issuer. */
    public String issuer() {
        return issuer(port, safety);
    }

    private static String issuer(int port, Safety safety) {
        return (safety.certificate() == null ? "http" : "https") + "://127.0.0.1:" + port;
    }

    /** Without secrets: this is what the log shows at start. */
    @Override
    public String toString() {
        return "port=%d postgres=%s clickhouse=%s kafka=%s registry=%s jwtKey=%s oidcIssuer=%s requestsPerSecond=%d superset=%s languageModel=%s"
                .formatted(
                        port,
                        postgresUrl,
                        clickhouseUrl,
                        kafka,
                        registry,
                        jwtKey,
                        safety.oidcIssuer(),
                        safety.requestsPerSecond(),
                        dashboards,
                        languageModel);
    }

    static String required(Map<String, String> environment, String name) {
        String value = environment.get(name);
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(name + " is not set");
        }
        return value;
    }

    private static int port(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("BLOOM_API_PORT is not a port: " + text, e);
        }
    }
}
