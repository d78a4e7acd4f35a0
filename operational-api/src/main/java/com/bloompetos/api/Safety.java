package com.bloompetos.api;

import java.net.URI;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What protects people and the API itself.
 *
 * @param dataKey 32 bytes that seal notes, contact data and secrets in the database
 * @param oidcIssuer whose tokens are taken beside those of the embedded issuer
 * @param requestsPerSecond of one person or, without a token, of one address
 * @param certificate with its key: PEM files, where the API itself speaks TLS
 * @param privateTargets whether webhooks may call addresses of this machine and its network
 */
public record Safety(
        byte[] dataKey,
        @Nullable URI oidcIssuer,
        int requestsPerSecond,
        boolean privateTargets,
        @Nullable Path certificate,
        @Nullable Path certificateKey) {
    private static final int KEY_BYTES = 32;

    static Safety from(Map<String, String> environment) {
        return new Safety(
                dataKey(ApiConfiguration.required(environment, "BLOOM_DATA_KEY")),
                uri(environment.get("BLOOM_OIDC_ISSUER")),
                Integer.parseInt(environment.getOrDefault("BLOOM_REQUESTS_PER_SECOND", "100")),
                environment.getOrDefault("BLOOM_PRIVATE_TARGETS", "no").equals("yes"),
                path(environment.get("BLOOM_TLS_CERTIFICATE")),
                path(environment.get("BLOOM_TLS_KEY")));
    }

    public Safety {
        if ((certificate == null) != (certificateKey == null)) {
            throw new IllegalArgumentException(
                    "BLOOM_TLS_CERTIFICATE and BLOOM_TLS_KEY go together");
        }
    }

    private static @Nullable URI uri(@Nullable String text) {
        return text == null || text.isBlank() ? null : URI.create(text);
    }

    private static @Nullable Path path(@Nullable String text) {
        return text == null || text.isBlank() ? null : Path.of(text);
    }

    private static byte[] dataKey(String text) {
        byte[] key = Base64.getDecoder().decode(text);
        if (key.length != KEY_BYTES) {
            throw new IllegalArgumentException(
                    "BLOOM_DATA_KEY is not 32 bytes in base64, as openssl rand -base64 32 makes them");
        }
        return key;
    }
}
