package com.bloompetos.local.clickhouse.engine;

/**
 * What a statement does to state that outlives it, as the engine's own parser says; in its order.
 */
public enum StatementClass {
    READ_ONLY,
    MUTATING,
    MUTATING_GLOBAL,
    /** Session changes, SYSTEM, KILL, BACKUP, files outside the engine. */
    CONTROL,
    UNKNOWN
}
