package com.bloompetos.api;

import java.net.URI;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What protects people and the API itself.
 *
 * @param dataKey 32 bytes that seal notes, contact data and secrets in the database
 * @param oidcIssuer whose tokens are taken beside those of the embedded issuer
 * @param requestsPerSecond of one person or, without a token, of one address
 * @param privateTargets whether webhooks may call addresses of this machine and its network
 */
public record Safety(
        byte[] dataKey, @Nullable URI oidcIssuer, int requestsPerSecond, boolean privateTargets) {
    private static final int KEY_BYTES = 32;

    static Safety from(Map<String, String> environment) {
        return new Safety(
                dataKey(ApiConfiguration.required(environment, "BLOOM_DATA_KEY")),
                environment.containsKey("BLOOM_OIDC_ISSUER")
                        ? URI.create(environment.get("BLOOM_OIDC_ISSUER"))
                        : null,
                Integer.parseInt(environment.getOrDefault("BLOOM_REQUESTS_PER_SECOND", "100")),
                environment.getOrDefault("BLOOM_PRIVATE_TARGETS", "no").equals("yes"));
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
