package com.bloompetos.api.access;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * Argon2id with the memory, passes and lanes of OWASP's Password Storage Cheat Sheet (19 MiB, 2,
 * 1). Hashes of bcrypt, as they were written before, are still good, and made anew at sign-in.
 */
@Component
class Passwords {
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final int LANES = 1;
    private static final int MEMORY_KIB = 19 * 1024;
    private static final int PASSES = 2;

    /** Each takes its memory from the heap: a crowd of sign-ins must not take all of it. */
    private static final int AT_ONCE = 3;

    private final DelegatingPasswordEncoder encoder;
    private final Semaphore places = new Semaphore(AT_ONCE);
    private final String nobodys;

    Passwords() {
        var bcrypt = new BCryptPasswordEncoder();
        this.encoder =
                new DelegatingPasswordEncoder(
                        "argon2",
                        Map.of(
                                "argon2",
                                new Argon2PasswordEncoder(
                                        SALT_BYTES, HASH_BYTES, LANES, MEMORY_KIB, PASSES),
                                "bcrypt",
                                bcrypt));
        // The oldest hashes do not name their method.
        encoder.setDefaultPasswordEncoderForMatches(bcrypt);
        this.nobodys = hash(UUID.randomUUID().toString());
    }

    /** A hash that no password has: trying it takes as long as trying somebody's. */
    String nobodys() {
        return nobodys;
    }

    String hash(String password) {
        places.acquireUninterruptibly();
        try {
            return requireNonNull(encoder.encode(password));
        } finally {
            places.release();
        }
    }

    boolean matches(String password, String hash) {
        places.acquireUninterruptibly();
        try {
            return encoder.matches(password, hash);
        } finally {
            places.release();
        }
    }

    boolean isOld(String hash) {
        return encoder.upgradeEncoding(hash);
    }
}
