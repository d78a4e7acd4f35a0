package com.bloompetos.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;

class NoShowRiskAppTest {
    private static final Map<String, String> COMPLETE =
            Map.of(
                    "BLOOM_KAFKA", "127.0.0.1:9",
                    "BLOOM_REGISTRY", "http://127.0.0.1:9",
                    "BLOOM_STREAMS_STATE", "/nowhere",
                    "BLOOM_HEALTH_PORT", "9");

    @Test
    void itsSettingsAreExactlyOnceAndValid() {
        var streams = new StreamsConfig(NoShowRiskApp.Settings.of(COMPLETE).streams());
        assertThat(streams.getString(StreamsConfig.PROCESSING_GUARANTEE_CONFIG))
                .isEqualTo(StreamsConfig.EXACTLY_ONCE_V2);
    }

    @Test
    void aMissingVariableIsNamed() {
        var incomplete = new HashMap<>(COMPLETE);
        incomplete.remove("BLOOM_REGISTRY");
        assertThatThrownBy(() -> NoShowRiskApp.Settings.of(incomplete))
                .hasMessage("BLOOM_REGISTRY is not set");
    }
}
