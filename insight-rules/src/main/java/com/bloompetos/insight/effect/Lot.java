package com.bloompetos.insight.effect;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/**
 * Decides by lot who is left out of an action, so that those who were not can be compared with
 * somebody. The same action draws the same lots, whoever draws them again.
 */
public record Lot(UUID action) {
    /** Of a hundred. */
    public static final int HELD_OUT = 20;

    public boolean isHeldOut(UUID subject) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            var hash = digest.digest((action + " " + subject).getBytes(StandardCharsets.US_ASCII));
            return Long.remainderUnsigned(ByteBuffer.wrap(hash).getLong(), 100) < HELD_OUT;
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
