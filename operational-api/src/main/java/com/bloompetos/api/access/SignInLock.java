package com.bloompetos.api.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Closes an e-mail for a quarter of an hour after five wrong passwords or codes. It counts in the
 * database, so that a restart or a second process forgets nothing, and it counts for addresses that
 * nobody has just the same.
 */
@Component
class SignInLock {
    private static final int MOST = 5;

    private final JdbcClient jdbc;

    SignInLock(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    boolean isClosed(String email) {
        return jdbc.sql(
                        "select locked_until > now() from security.sign_in_failures where email_hash = ?")
                .param(hash(email))
                .query((row, number) -> row.getBoolean(1))
                .optional()
                .orElse(false);
    }

    void failed(String email) {
        jdbc.sql(
                        """
                        insert into security.sign_in_failures as f (email_hash, failures) values (:email, 1)
                        on conflict (email_hash) do update set
                            failures = case when f.last_at < now() - interval '15 minutes' then 1 else f.failures + 1 end,
                            locked_until = case when f.last_at >= now() - interval '15 minutes' and f.failures + 1 >= :most
                                                then now() + interval '15 minutes' end,
                            last_at = now()
                        """)
                .param("email", hash(email))
                .param("most", MOST)
                .update();
    }

    void succeeded(String email) {
        jdbc.sql("delete from security.sign_in_failures where email_hash = ?")
                .param(hash(email))
                .update();
    }

    private static byte[] hash(String email) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(
                            email.strip()
                                    .toLowerCase(Locale.ROOT)
                                    .getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
