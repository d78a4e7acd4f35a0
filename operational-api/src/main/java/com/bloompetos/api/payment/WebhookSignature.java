package com.bloompetos.api.payment;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Stripe's scheme (docs.stripe.com/webhooks): {@code t=seconds,v1=hex}, an HMAC-SHA256 of the time,
 * a dot and the payload. Old signatures are refused, so that what was overheard cannot be sent
 * again for ever.
 */
record WebhookSignature(String secret) {
    static final String HEADER = "Stripe-Signature";
    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    String of(byte[] payload, Instant at) {
        return "t=%d,v1=%s".formatted(at.getEpochSecond(), hex(payload, at.getEpochSecond()));
    }

    boolean isGood(byte[] payload, String header, Instant now) {
        var parts = Arrays.stream(header.split(",")).map(String::strip).toList();
        var time =
                parts.stream()
                        .filter(part -> part.matches("t=\\d{1,12}"))
                        .mapToLong(part -> Long.parseLong(part.substring(2)))
                        .findFirst();
        if (time.isEmpty()
                || Duration.between(Instant.ofEpochSecond(time.getAsLong()), now)
                                .abs()
                                .compareTo(TOLERANCE)
                        > 0) {
            return false;
        }
        var expected = hex(payload, time.getAsLong()).getBytes(StandardCharsets.US_ASCII);
        // While a secret is being changed, there are several.
        return parts.stream()
                .filter(part -> part.startsWith("v1="))
                .anyMatch(
                        part ->
                                MessageDigest.isEqual(
                                        expected,
                                        part.substring(3).getBytes(StandardCharsets.US_ASCII)));
    }

    private String hex(byte[] payload, long seconds) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            mac.update((seconds + ".").getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(mac.doFinal(payload));
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
