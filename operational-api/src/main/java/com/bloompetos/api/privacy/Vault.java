package com.bloompetos.api.privacy;

import com.bloompetos.api.ApiConfiguration;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Seals texts with AES-256-GCM under the key of this installation, so that a copy of the database
 * alone tells no medical note and no telephone number. A sealed text says so by its first letters;
 * what was loaded in plain letters is read as it is.
 */
@Component
public class Vault {
    private static final String SEALED = "sealed1:";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecureRandom random = new SecureRandom();
    private final SecretKeySpec key;
    private final SecretKeySpec nonceKey;

    Vault(ApiConfiguration configuration) {
        byte[] dataKey = configuration.safety().dataKey();
        // Two keys out of one: what makes nonces must not also encrypt.
        this.key = new SecretKeySpec(hmac(new SecretKeySpec(dataKey, "AES"), "text"), "AES");
        this.nonceKey = new SecretKeySpec(hmac(new SecretKeySpec(dataKey, "AES"), "nonce"), "AES");
    }

    public @Nullable String sealIfAny(@Nullable String text) {
        return text == null ? null : seal(text);
    }

    public @Nullable String openIfAny(@Nullable String text) {
        return text == null ? null : open(text);
    }

    public String seal(String text) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        return sealed(text, nonce);
    }

    /** The same text is sealed alike each time, so that it can be looked up and kept unique. */
    public String sealAlike(String text) {
        return sealed(text, Arrays.copyOf(hmac(nonceKey, text), NONCE_BYTES));
    }

    public String open(String text) {
        if (!text.startsWith(SEALED)) {
            return text;
        }
        try {
            byte[] whole = HexFormat.of().parseHex(text, SEALED.length(), text.length());
            byte[] plain =
                    cipher(Cipher.DECRYPT_MODE, Arrays.copyOf(whole, NONCE_BYTES))
                            .doFinal(whole, NONCE_BYTES, whole.length - NONCE_BYTES);
            return new String(plain, StandardCharsets.UTF_8);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A sealed text does not open with this data key", e);
        }
    }

    private String sealed(String text, byte[] nonce) {
        try {
            byte[] hidden =
                    cipher(Cipher.ENCRYPT_MODE, nonce)
                            .doFinal(text.getBytes(StandardCharsets.UTF_8));
            return SEALED + HexFormat.of().formatHex(nonce) + HexFormat.of().formatHex(hidden);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private Cipher cipher(int mode, byte[] nonce) throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        return cipher;
    }

    private static byte[] hmac(SecretKeySpec key, String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getEncoded(), "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
