package com.bloompetos.stream.reconcile;

import java.util.Locale;

/**
 * A row that differed although every change had arrived, and what became of it.
 *
 * @param version the log position that the repair was written with
 * @param note why it could not be put right, else empty
 */
record Repair(
        String table,
        RowKey key,
        String branchId,
        Kind kind,
        long version,
        boolean isDone,
        String note) {
    boolean isOf(String otherTable, String organizationId) {
        return table.equals(otherTable) && key.organizationId().equals(organizationId);
    }

    /** How the warehouse's row was wrong. */
    enum Kind {
        /** In PostgreSQL only. */
        LOST,
        /** In the warehouse only. */
        GHOST,
        /** In both, with other values. */
        STALE;

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
