package com.bloompetos.local.simulate;

import dev.samstevens.totp.code.DefaultCodeGenerator;
import dev.samstevens.totp.exceptions.CodeGenerationException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.commons.codec.binary.Base32;

/**
 * The authenticator app of the demo's people: their secret follows from the demo's password, as the
 * API works it out, too.
 */
public final class SecondFactor {
    private static final int STEP_SECONDS = 30;

    private SecondFactor() {}

    /** What to put into an app to sign in by hand. */
    public static String secret(String demoPassword, String email) {
        try {
            var mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(demoPassword.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
            return new Base32().encodeToString(mac.doFinal(email.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    /** The six digits of this half minute. */
    public static String codeNow(String demoPassword, String email) {
        try {
            return new DefaultCodeGenerator()
                    .generate(
                            secret(demoPassword, email),
                            Instant.now().getEpochSecond() / STEP_SECONDS);
        } catch (CodeGenerationException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
