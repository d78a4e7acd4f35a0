package com.bloompetos.api.position;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the end of the log within the current transaction. */
@Component
public class Positions {
    /** As one expression, for statements that read more. */
    public static final String END_OF_LOG = "(pg_current_wal_insert_lsn() - '0/0'::pg_lsn)::bigint";

    private final JdbcClient jdbc;

    Positions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * To be read after the row is locked and before it is written: the change's own position is
     * then at or after it, and no one else's change of that row lies between.
     */
    public long endOfLog() {
        return jdbc.sql("select " + END_OF_LOG).query(Long.class).single();
    }
}
