package com.bloompetos.local.clickhouse.engine;

import java.util.regex.Pattern;

/** What ClickHouse calls an exception: a code that clients act on, and a sentence. */
public final class EngineException extends Exception {
    public static final int CANNOT_READ_ALL_DATA = 33;
    public static final int BAD_ARGUMENTS = 36;
    public static final int NOT_IMPLEMENTED = 48;
    public static final int SYNTAX_ERROR = 62;
    public static final int UNKNOWN_SETTING = 115;
    public static final int READONLY = 164;
    public static final int TOO_MANY_BYTES = 307;
    public static final int TOO_MANY_SIMULTANEOUS_QUERIES = 202;
    public static final int NETWORK_ERROR = 210;
    public static final int SESSION_NOT_FOUND = 372;
    public static final int SESSION_IS_LOCKED = 373;
    public static final int SETTING_CONSTRAINT_VIOLATION = 452;
    public static final int ACCESS_DENIED = 497;
    public static final int SET_NON_GRANTED_ROLE = 512;
    public static final int AUTHENTICATION_FAILED = 516;
    static final int STD_EXCEPTION = 1001;

    private static final Pattern PREFIX = Pattern.compile("^(?:Code: (\\d+)\\. )?DB::Exception: ");
    private static final Pattern VERSION = Pattern.compile(" \\(version [^)]*\\)\\.?|\\s+$");
    private static final long serialVersionUID = 1;

    private final int code;

    public EngineException(int code, String message) {
        super("Code: " + code + ". DB::Exception: " + message);
        this.code = code;
    }

    /**
     * The engine sometimes wraps a text that already begins with its code; the innermost code is
     * the true one.
     */
    static EngineException of(String text) {
        int code = STD_EXCEPTION;
        var rest = text;
        for (var prefix = PREFIX.matcher(rest); prefix.find(); prefix = PREFIX.matcher(rest)) {
            code = prefix.group(1) == null ? code : Integer.parseInt(prefix.group(1));
            rest = rest.substring(prefix.end());
        }
        return new EngineException(code, VERSION.matcher(rest).replaceAll(""));
    }

    public int code() {
        return code;
    }
}
