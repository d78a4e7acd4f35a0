package com.bloompetos.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ApiConfigurationTest {
    private static final String DATA_KEY = Base64.getEncoder().encodeToString(new byte[32]);
    private static final Map<String, String> COMPLETE =
            Map.ofEntries(
                    Map.entry("BLOOM_API_PORT", "8080"),
                    Map.entry("BLOOM_POSTGRES_URL", "jdbc:postgresql://127.0.0.1:5432/bloom"),
                    Map.entry("BLOOM_POSTGRES_API_PASSWORD", "api-secret"),
                    Map.entry("BLOOM_POSTGRES_OWNER_PASSWORD", "owner-secret"),
                    Map.entry("BLOOM_CLICKHOUSE_URL", "http://127.0.0.1:8123"),
                    Map.entry("BLOOM_CLICKHOUSE_USER", "reader"),
                    Map.entry("BLOOM_CLICKHOUSE_PASSWORD", "reader-secret"),
                    Map.entry("BLOOM_CLICKHOUSE_INDEXER_PASSWORD", "indexer-secret"),
                    Map.entry("BLOOM_KAFKA", "127.0.0.1:9092"),
                    Map.entry("BLOOM_REGISTRY", "http://127.0.0.1:8081"),
                    Map.entry("BLOOM_JWT_KEY", "/somewhere/jwt.pem"),
                    Map.entry("BLOOM_DATA_KEY", DATA_KEY),
                    Map.entry("BLOOM_DEMO_PASSWORD", "demo-secret"));

    @Test
    void whatIsMissingIsNamed() {
        for (var name : COMPLETE.keySet()) {
            if (name.equals("BLOOM_DEMO_PASSWORD")) {
                continue; // Only the demo has one.
            }
            var environment = new HashMap<>(COMPLETE);
            environment.remove(name);
            assertThatThrownBy(() -> ApiConfiguration.from(environment))
                    .hasMessage(name + " is not set");
        }
    }

    @Test
    void aPortThatIsNoNumberIsNamed() {
        var environment = new HashMap<>(COMPLETE);
        environment.put("BLOOM_API_PORT", "eighty");
        assertThatThrownBy(() -> ApiConfiguration.from(environment))
                .hasMessageContaining("BLOOM_API_PORT");
    }

    @Test
    void aDataKeyThatIsTooShortIsNamed() {
        var environment = new HashMap<>(COMPLETE);
        environment.put("BLOOM_DATA_KEY", "c2hvcnQ=");
        assertThatThrownBy(() -> ApiConfiguration.from(environment))
                .hasMessageContaining("BLOOM_DATA_KEY");
    }

    @Test
    void theLoggedConfigurationHoldsNoSecret() {
        assertThat(ApiConfiguration.from(COMPLETE).toString())
                .contains("8080")
                .doesNotContain("secret")
                .doesNotContain(DATA_KEY);
    }
}
