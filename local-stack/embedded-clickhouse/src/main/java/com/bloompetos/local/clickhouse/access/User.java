package com.bloompetos.local.clickhouse.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One user of the warehouse: one line of the users file, one CREATE USER on a server.
 *
 * @param passwordHash SHA-256 of password and salt, in hexadecimal, as a ClickHouse server keeps it
 * @param scope what a person may see; the other roles have none
 */
public record User(
        String name, Role role, String passwordHash, String salt, @Nullable Scope scope) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.@-]{1,120}");

    public User {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "A warehouse user's name has letters, digits and _.@- only, and is not '"
                            + name
                            + "'.");
        }
        if ((role == Role.PERSON) != (scope != null)) {
            throw new IllegalArgumentException(
                    name + ": a person has an organization and branches, nobody else has.");
        }
    }

    /** A person with this password and a salt of their own. */
    public static User person(String name, String password, Scope scope) {
        var bytes = new byte[8];
        new SecureRandom().nextBytes(bytes);
        var salt = HexFormat.of().formatHex(bytes);
        return new User(name, Role.PERSON, Sha256.hex(password + salt), salt, scope);
    }

    /** One of the platform's own programs; its password is drawn, so it needs no salt. */
    public static User service(String name, Role role, String password) {
        return new User(name, role, Sha256.hex(password), "", null);
    }

    boolean hasPassword(String password) {
        return MessageDigest.isEqual(
                Sha256.hex(password + salt).getBytes(UTF_8), passwordHash.getBytes(UTF_8));
    }

    /** {@code name:role:hash[/salt][:organization:branches]}. */
    String line() {
        var line =
                name + ":" + role.label() + ":" + passwordHash + (salt.isEmpty() ? "" : "/" + salt);
        return scope == null ? line : line + ":" + scope.organization() + ":" + scope.branchList();
    }

    static User ofLine(String line) {
        var parts = line.strip().split(":", -1);
        if (parts.length != 3 && parts.length != 5) {
            throw new IllegalArgumentException(
                    "A line is name:role:sha256 or name:person:sha256/salt:organization:branches"
                            + " but has "
                            + parts.length
                            + " parts.");
        }
        var hash = parts[2].split("/", 2);
        return new User(
                parts[0],
                Role.valueOf(parts[1].toUpperCase(Locale.ROOT)),
                HexFormat.of().formatHex(HexFormat.of().parseHex(hash[0])),
                hash.length == 2 ? hash[1] : "",
                parts.length == 5 ? Scope.of(parts[3], parts[4]) : null);
    }

    @Override
    public String toString() {
        return name + " (" + role.label() + ")";
    }
}
