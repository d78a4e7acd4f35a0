package com.bloompetos.local.runner;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;

/** Passwords of one stack: drawn once, kept in a file only its owner can read, never in git. */
public final class Secrets {
    /** What the API seals notes and contact data with. */
    static final String DATA_KEY = "data.key";

    private static final List<String> NAMES =
            List.of(
                    "postgres.superuser",
                    "postgres.owner",
                    "postgres.api",
                    "postgres.cdc",
                    "clickhouse.admin",
                    "clickhouse.writer",
                    "clickhouse.reader",
                    "demo",
                    DATA_KEY);
    private final Properties values;

    private Secrets(Properties values) {
        this.values = values;
    }

    static Secrets in(StateDirectory state) {
        var file = state.secrets();
        var values = new Properties();
        try {
            if (Files.exists(file)) {
                try (var reader = Files.newBufferedReader(file)) {
                    values.load(reader);
                }
            }
            var missing = NAMES.stream().filter(name -> !values.containsKey(name)).toList();
            if (!missing.isEmpty()) {
                missing.forEach(
                        name ->
                                values.setProperty(
                                        name, name.equals(DATA_KEY) ? drawKey() : draw()));
                write(file, values);
            }
            return new Secrets(values);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot keep secrets in " + file, unreadable);
        }
    }

    public String get(String name) {
        var value = values.getProperty(name);
        if (value == null) throw new IllegalArgumentException("no secret is called " + name);
        return value;
    }

    /** The users file of the embedded engine: name, role and the hash of the password. */
    String clickHouseUsers() {
        var lines = new StringBuilder();
        for (var role : List.of("admin", "writer", "reader")) {
            lines.append("%s:%s:%s%n".formatted(role, role, sha256(get("clickhouse." + role))));
        }
        return lines.toString();
    }

    static void writePrivately(Path file, String text) throws IOException {
        Files.deleteIfExists(file);
        Files.createFile(
                file,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, text, StandardOpenOption.TRUNCATE_EXISTING);
    }

    private static void write(Path file, Properties values) throws IOException {
        var lines = new StringBuilder();
        for (var name : NAMES) lines.append(name).append('=').append(values.get(name)).append('\n');
        writePrivately(file, lines.toString());
    }

    private static String drawKey() {
        var bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static String draw() {
        var bytes = new byte[12];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static String sha256(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
