package com.bloompetos.local.clickhouse.access;

import com.bloompetos.local.clickhouse.engine.EngineException;
import com.bloompetos.local.clickhouse.engine.StatementClass;
import java.util.Map;
import java.util.regex.Pattern;

/** What a user may run and set. */
public enum Role {
    ADMIN(StatementClass.UNKNOWN),
    WRITER(StatementClass.MUTATING),
    READER(StatementClass.READ_ONLY);

    /** How an answer looks and how soon it gives up; nothing that decides what is seen. */
    private static final Pattern READER_SETTINGS =
            Pattern.compile(
                    "(output_)?format_.*|http_.*|enable_http_compression|date_time_(in|out)put_format|session_timezone"
                            + "|max_(execution_time|result_rows|result_bytes|rows_to_read|block_size|threads)"
                            + "|(result|read|timeout)_overflow_mode|extremes|final|prefer_column_name_to_alias"
                            + "|(send|receive)_timeout|use_client_time_zone|async_insert|wait_for_async_insert");

    private final StatementClass strongest;

    Role(StatementClass strongest) {
        this.strongest = strongest;
    }

    /**
     * Refuses what goes beyond the role; for a reader that includes SET, so that no role or setting
     * can be changed.
     */
    public void checkStatement(StatementClass statement) throws EngineException {
        if (statement.compareTo(strongest) > 0) {
            throw this == READER
                    ? new EngineException(
                            EngineException.READONLY, "A reader only reads. (READONLY)")
                    : new EngineException(
                            EngineException.ACCESS_DENIED,
                            "Not enough privileges. (ACCESS_DENIED)");
        }
    }

    public void checkSetting(String name) throws EngineException {
        if (this == READER && !READER_SETTINGS.matcher(name).matches()) {
            throw new EngineException(
                    EngineException.READONLY,
                    "Cannot modify '" + name + "' setting in readonly mode. (READONLY)");
        }
    }

    /**
     * What holds unless the request says otherwise: nobody's reading may keep the machine for ever.
     */
    public Map<String, String> defaultSettings() {
        return this == READER ? Map.of("max_execution_time", "60") : Map.of();
    }

    /** What holds whatever the request says. */
    public Map<String, String> frozenSettings() {
        return this == READER ? Map.of("readonly", "1") : Map.of();
    }
}
