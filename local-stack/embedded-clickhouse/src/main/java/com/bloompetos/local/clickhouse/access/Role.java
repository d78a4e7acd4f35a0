package com.bloompetos.local.clickhouse.access;

import com.bloompetos.local.clickhouse.engine.EngineException;
import com.bloompetos.local.clickhouse.engine.StatementClass;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a user may run and set, and how much of the machine one statement of theirs may take. */
public enum Role {
    ADMIN(StatementClass.UNKNOWN, Map.of()),
    WRITER(StatementClass.MUTATING, Map.of()),
    /** Writes what documents mean, and nothing else: the engine's own grants see to it. */
    INDEXER(StatementClass.MUTATING, Map.of("max_execution_time", "60")),
    READER(
            StatementClass.READ_ONLY,
            Map.of("max_execution_time", "60", "max_memory_usage", "500000000")),
    PERSON(
            StatementClass.READ_ONLY,
            Map.of(
                    "max_execution_time", "30",
                    "max_memory_usage", "300000000",
                    "max_result_bytes", "300000000",
                    // JSON would tell how many rows were read, those of others among them.
                    "output_format_write_statistics", "0"));

    /** How an answer looks and how soon it gives up; nothing that decides what is seen. */
    private static final Pattern READER_SETTINGS =
            Pattern.compile(
                    "(output_)?format_(?!schema|template|avro_schema).*|http_.*|enable_http_compression"
                            + "|date_time_(in|out)put_format|session_timezone|send_progress_in_http_headers"
                            + "|max_(execution_time|result_rows|result_bytes|block_size|threads)"
                            + "|(result|timeout)_overflow_mode|extremes|final|prefer_column_name_to_alias"
                            + "|(send|receive)_timeout|use_client_time_zone|async_insert|wait_for_async_insert"
                            + "|cancel_http_readonly_queries_on_client_close");

    private final StatementClass strongest;
    private final Map<String, String> caps;

    Role(StatementClass strongest, Map<String, String> caps) {
        this.strongest = strongest;
        this.caps = caps;
    }

    public boolean onlyReads() {
        return strongest == StatementClass.READ_ONLY;
    }

    /**
     * The engine's role under which statements run; the platform's own keep the administrator's.
     */
    public Optional<String> inEngine() {
        return this == PERSON || this == INDEXER ? Optional.of(label()) : Optional.empty();
    }

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Refuses what goes beyond the role; for a reader that includes SET, so that no role or setting
     * can be changed.
     */
    public void checkStatement(StatementClass statement) throws EngineException {
        if (statement.compareTo(strongest) > 0) {
            throw onlyReads()
                    ? new EngineException(
                            EngineException.READONLY, "A reader only reads. (READONLY)")
                    : new EngineException(
                            EngineException.ACCESS_DENIED,
                            "Not enough privileges. (ACCESS_DENIED)");
        }
    }

    /** The cap says how much at the most; a request may only ask for less. */
    public void checkSetting(String name, String value) throws EngineException {
        if (onlyReads() && !READER_SETTINGS.matcher(name).matches()
                || this == PERSON && name.equals("output_format_write_statistics")
                || name.equals("log_comment")) {
            throw new EngineException(
                    EngineException.READONLY,
                    "Cannot modify '" + name + "' setting in readonly mode. (READONLY)");
        }
        var cap = caps.get(name);
        if (cap != null && !(isNumber(value) && isLess(value, cap))) {
            throw new EngineException(
                    EngineException.SETTING_CONSTRAINT_VIOLATION,
                    "Setting "
                            + name
                            + " shouldn't be greater than "
                            + cap
                            + ". (SETTING_CONSTRAINT_VIOLATION)");
        }
    }

    private static boolean isNumber(String value) {
        return value.matches("\\d{1,18}");
    }

    /** Zero means without end, which is more than any cap. */
    private static boolean isLess(String value, String cap) {
        return Long.parseLong(value) > 0 && Long.parseLong(value) <= Long.parseLong(cap);
    }

    /** What holds unless the request asks for less. */
    public Map<String, String> caps() {
        return caps;
    }
}
