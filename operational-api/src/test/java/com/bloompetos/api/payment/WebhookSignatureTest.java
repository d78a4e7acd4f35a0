package com.bloompetos.api.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class WebhookSignatureTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final byte[] PAYLOAD = "{\"id\":\"evt_1\"}".getBytes(StandardCharsets.UTF_8);
    private final WebhookSignature signature = new WebhookSignature("whsec_test");

    @Test
    void whatWasSignedIsGood() {
        assertThat(signature.isGood(PAYLOAD, signature.of(PAYLOAD, NOW), NOW)).isTrue();
    }

    @Test
    void whileASecretIsChangedOneOfSeveralIsEnough() {
        var header = signature.of(PAYLOAD, NOW).replace(",v1=", ",v1=00,v0=zz,v1=");
        assertThat(signature.isGood(PAYLOAD, header, NOW)).isTrue();
    }

    @Test
    void anotherPayloadAnotherSecretAndAnotherTimeAreNot() {
        var header = signature.of(PAYLOAD, NOW);
        assertThat(signature.isGood("{}".getBytes(StandardCharsets.UTF_8), header, NOW)).isFalse();
        assertThat(new WebhookSignature("whsec_other").isGood(PAYLOAD, header, NOW)).isFalse();
        long second = NOW.getEpochSecond();
        assertThat(
                        signature.isGood(
                                PAYLOAD, header.replace("t=" + second, "t=" + (second + 1)), NOW))
                .isFalse();
    }

    @Test
    void afterFiveMinutesItHasRunOut() {
        var header = signature.of(PAYLOAD, NOW);
        assertThat(signature.isGood(PAYLOAD, header, NOW.plusSeconds(300))).isTrue();
        assertThat(signature.isGood(PAYLOAD, header, NOW.plusSeconds(301))).isFalse();
        assertThat(signature.isGood(PAYLOAD, header, NOW.minusSeconds(301))).isFalse();
    }

    @Test
    void nonsenseIsNoSignature() {
        for (var header :
                new String[] {"", "t=", "t=x,v1=", "v1=00", "t=99999999999999999999,v1=0"}) {
            assertThat(signature.isGood(PAYLOAD, header, NOW)).as(header).isFalse();
        }
    }
}
