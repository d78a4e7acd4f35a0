package com.bloompetos.api.access;

import com.bloompetos.api.ApiConfiguration;
import com.bloompetos.api.privacy.Vault;
import dev.samstevens.totp.code.DefaultCodeGenerator;
import dev.samstevens.totp.exceptions.CodeGenerationException;
import dev.samstevens.totp.secret.DefaultSecretGenerator;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.commons.codec.binary.Base32;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Codes from an authenticator app (RFC 6238: six digits, half a minute, SHA-1, as every app knows
 * them). One step to either side is allowed for clocks; a code is good once.
 */
@Component
class SecondFactors {
    private static final int STEP_SECONDS = 30;
    private static final int DRIFT = 1;

    private final JdbcClient jdbc;
    private final Vault vault;
    private final String demoPassword;
    private final DefaultCodeGenerator codes = new DefaultCodeGenerator();

    SecondFactors(JdbcClient jdbc, Vault vault, ApiConfiguration configuration) {
        this.jdbc = jdbc;
        this.vault = vault;
        this.demoPassword = configuration.demoPassword();
    }

    enum Answer {
        RIGHT,
        WRONG,
        NOT_ENROLLED
    }

    static String newSecret() {
        return new DefaultSecretGenerator(32).generate();
    }

    Answer check(UUID userId, @Nullable String email, String code) {
        var enrolled =
                jdbc.sql("select secret, last_step from security.second_factors where user_id = ?")
                        .param(userId)
                        .query(Enrolled.class)
                        .optional();
        if (enrolled.isEmpty()) {
            return checkDemo(email, code);
        }
        var step = step(vault.open(enrolled.get().secret()), code, enrolled.get().lastStep());
        // Whoever brings the same code at the same moment loses here.
        return step.isPresent()
                        && jdbc.sql(
                                                """
                                                update security.second_factors set last_step = ? where user_id = ? and last_step < ?
                                                """)
                                        .params(step.get(), userId, step.get())
                                        .update()
                                == 1
                ? Answer.RIGHT
                : Answer.WRONG;
    }

    /**
     * True when the code shows that the app holds this secret; it is then asked for from now on.
     */
    boolean enrol(UUID userId, String secret, String code) {
        var step = step(secret, code, 0);
        if (step.isEmpty()) {
            return false;
        }
        jdbc.sql(
                        """
                        insert into security.second_factors (user_id, secret, last_step) values (?, ?, ?)
                        on conflict (user_id) do nothing
                        """)
                .params(userId, vault.seal(secret), step.get())
                .update();
        return true;
    }

    /**
     * The demo's accounts have a secret that follows from the demo's password, so that programs can
     * sign in as them; several at once, so a code is not used up. See docs/adr/0025.
     */
    private Answer checkDemo(@Nullable String email, String code) {
        String opened = vault.openIfAny(email);
        if (demoPassword.isEmpty() || opened == null) {
            return Answer.NOT_ENROLLED;
        }
        return step(demoSecret(demoPassword, opened), code, 0).isPresent()
                ? Answer.RIGHT
                : Answer.WRONG;
    }

    static String demoSecret(String demoPassword, String email) {
        try {
            var mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(demoPassword.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
            return new Base32().encodeToString(mac.doFinal(email.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    private Optional<Long> step(String secret, String code, long after) {
        long now = Instant.now().getEpochSecond() / STEP_SECONDS;
        for (long step = now - DRIFT; step <= now + DRIFT; step++) {
            if (step > after && isSame(code, codeAt(secret, step))) {
                return Optional.of(step);
            }
        }
        return Optional.empty();
    }

    private String codeAt(String secret, long step) {
        try {
            return codes.generate(secret, step);
        } catch (CodeGenerationException e) {
            throw new IllegalStateException("A second factor's secret cannot be used", e);
        }
    }

    private static boolean isSame(String one, String other) {
        return MessageDigest.isEqual(
                one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    private record Enrolled(String secret, long lastStep) {}
}
