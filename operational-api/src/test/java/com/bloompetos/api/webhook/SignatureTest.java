package com.bloompetos.api.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SignatureTest {
    @Test
    void theTimeIsSignedWithTheBody() {
        var signature = Signature.of("whsec_1", 1_700_000_000, "{}");
        assertThat(signature).matches("t=1700000000,v1=[0-9a-f]{64}");
        assertThat(Signature.of("whsec_1", 1_700_000_001, "{}").substring(13))
                .isNotEqualTo(signature.substring(13));
        assertThat(Signature.of("whsec_2", 1_700_000_000, "{}")).isNotEqualTo(signature);
    }
}
