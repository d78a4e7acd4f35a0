package com.bloompetos.api.position;

import java.util.UUID;

/**
 * Where a write stands: the row, and a place in the log that its change does not lie before.
 * Whoever finds the row at this version or newer in the warehouse has seen the write.
 */
public record Position(String table, UUID id, long lsn) {
    /** The header of every answer to a write. */
    public static final String HEADER = "X-Bloom-Position";

    @Override
    public String toString() {
        return table + ":" + id + "@" + lsn;
    }
}
