package com.bloompetos.local.clickhouse.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.bloompetos.local.clickhouse.engine.EngineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;

/** The users file: one line {@code name:role:sha256 of the password} each, read once at start. */
public final class Users {
    private static final HexFormat HEX = HexFormat.of();

    private final Map<String, User> byName;

    private Users(Map<String, User> byName) {
        this.byName = byName;
    }

    private record User(Role role, byte[] passwordHash) {}

    public static Users read(Path file) throws IOException {
        var users = new HashMap<String, User>();
        for (var line : Files.readAllLines(file)) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            var parts = line.strip().split(":");
            if (parts.length != 3) {
                throw new IllegalArgumentException(
                        "A line of "
                                + file
                                + " is not name:role:sha256 but has "
                                + parts.length
                                + " parts.");
            }
            var role = Role.valueOf(parts[1].toUpperCase(Locale.ROOT));
            users.put(parts[0], new User(role, HEX.parseHex(parts[2].toLowerCase(Locale.ROOT))));
        }
        return new Users(users);
    }

    /** An unknown name and a wrong password sound the same, and take the same time. */
    public Role authenticate(String name, String password) throws EngineException {
        var hash = sha256(password);
        var user = byName.getOrDefault(name, new User(Role.READER, new byte[hash.length]));
        if (!MessageDigest.isEqual(hash, user.passwordHash())) {
            throw new EngineException(
                    EngineException.AUTHENTICATION_FAILED,
                    name
                            + ": Authentication failed: password is incorrect, or there is no user with such name."
                            + " (AUTHENTICATION_FAILED)");
        }
        return user.role();
    }

    private static byte[] sha256(String password) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(password.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
