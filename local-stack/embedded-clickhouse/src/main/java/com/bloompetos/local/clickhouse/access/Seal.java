package com.bloompetos.local.clickhouse.access;

import com.bloompetos.local.clickhouse.access.Wall.ScopeSql;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Carries a scope in a setting, sealed with a key that only this process and its row policies know.
 *
 * <p>A setting alone is no wall: read-only mode refuses to change it for the whole statement, yet a
 * subquery with a SETTINGS clause of its own changes it all the same. A scope without its seal is
 * the scope of nobody.
 */
public final class Seal {
    /**
     * Free text that the engine only logs; it also names the statement, so that it can be killed.
     */
    public static final String SETTING = "log_comment";

    private static final String FIELD = "splitByChar('|', getSetting('" + SETTING + "'))";

    private final String key;

    private Seal(String key) {
        this.key = key;
    }

    /** A key of its own for every start. */
    public static Seal drawn() {
        var bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return new Seal(HexFormat.of().formatHex(bytes));
    }

    /** {@code organization|branches|seal|statement}. */
    public String value(@Nullable Scope scope, String statement) {
        if (scope == null) {
            return "|||" + statement;
        }
        var text = scope.organization() + "|" + scope.branchList();
        return text + "|" + of(text) + "|" + statement;
    }

    /** Twice, as HMAC does: a hash of key and text alone could be continued by whoever knows it. */
    private String of(String text) {
        return Sha256.hex(key + Sha256.hex(key + text));
    }

    /** The session's scope in SQL; one that is not sealed has no organization. */
    ScopeSql inSession() {
        var hash = "lower(hex(SHA256(concat('" + key + "', %s))))";
        var seal =
                hash.formatted(
                        hash.formatted("arrayStringConcat(arraySlice(" + FIELD + ", 1, 2), '|')"));
        return new ScopeSql(
                "toUUIDOrZero(if(%s[3] = %s, %s[1], ''))".formatted(FIELD, seal, FIELD),
                FIELD + "[2] = '" + Scope.EVERY_BRANCH + "'",
                "arrayMap(b -> toUUIDOrZero(b), splitByChar(',', " + FIELD + "[2]))");
    }
}
