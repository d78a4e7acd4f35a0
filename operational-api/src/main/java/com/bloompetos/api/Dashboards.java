package com.bloompetos.api;

import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Superset, where it runs beside this API: its people sign in here.
 *
 * @param address where a browser finds it, without a slash at its end
 * @param secret by which it proves to be the one that asks for tokens
 */
public record Dashboards(URI address, String secret) {

    static @Nullable Dashboards from(Map<String, String> environment) {
        var address = environment.getOrDefault("BLOOM_SUPERSET_ADDRESS", "");
        return address.isBlank()
                ? null
                : new Dashboards(
                        URI.create(address),
                        ApiConfiguration.required(environment, "BLOOM_SUPERSET_SECRET"));
    }

    /** What the log shows at start. */
    @Override
    public String toString() {
        return address.toString();
    }
}
