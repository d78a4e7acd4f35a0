package com.bloompetos.stream.reconcile;

/**
 * How much of a table's rows of one organization the warehouse holds.
 *
 * @param differing rows that still differ although every change has arrived
 * @param version the log position as of which the rows were counted
 */
record Completeness(
        String table,
        String organizationId,
        long sourceRows,
        long warehouseRows,
        long differing,
        long version) {}
