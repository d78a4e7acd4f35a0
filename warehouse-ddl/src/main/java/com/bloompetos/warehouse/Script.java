package com.bloompetos.warehouse;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A file of SQL.
 *
 * @param name its path below the folder it came from
 * @param text its content, lines ended by a line feed
 */
record Script(String name, String text) {
    private static final Pattern VERSION = Pattern.compile("V(\\d{4})__\\w+\\.sql");
    private static final Pattern END_OF_STATEMENT = Pattern.compile(";[ \\t]*(?=\\n|\\z)");
    private static final Pattern COMMENT_LINE = Pattern.compile("(?m)^\\s*--.*$");

    Script {
        text = text.replace("\r\n", "\n");
    }

    /** The version in a migration's name. */
    int version() {
        var matcher = VERSION.matcher(name);
        if (!matcher.matches()) {
            throw new Unappliable(
                    "migration " + name + " is not named like V0001__what_it_does.sql");
        }
        return Integer.parseInt(matcher.group(1));
    }

    /**
     * Its statements, each ended by a semicolon at a line's end; the engine takes one at a time.
     */
    List<String> statements() {
        return Arrays.stream(END_OF_STATEMENT.split(text))
                .map(String::strip)
                .filter(statement -> !COMMENT_LINE.matcher(statement).replaceAll("").isBlank())
                .toList();
    }

    /** What its text comes down to, to tell whether it was edited. */
    String checksum() {
        try {
            var hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
