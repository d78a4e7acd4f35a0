package com.bloompetos.local.runner;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;
import java.util.TreeSet;

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
                    "postgres.reconcile",
                    "clickhouse.admin",
                    "clickhouse.writer",
                    "clickhouse.reader",
                    "clickhouse.indexer",
                    "postgres.superset",
                    "superset.key",
                    "superset.secret",
                    "superset.people",
                    "demo",
                    DATA_KEY);

    /** People come and go, so their names are not listed. */
    static final String PERSON = "clickhouse.person.";

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

    /** Draws a password for a person of the warehouse, or gives the one they have. */
    String ofPerson(StateDirectory state, String person) throws IOException {
        var name = PERSON + person;
        if (!values.containsKey(name)) {
            values.setProperty(name, draw());
            write(state.secrets(), values);
        }
        return get(name);
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
        var names = new TreeSet<>(values.stringPropertyNames());
        for (var name : names) lines.append(name).append('=').append(values.get(name)).append('\n');
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
}
