package com.bloompetos.stream.reconcile;

/**
 * A row of which the two sides say different things; it may only be on its way.
 *
 * @param inSource its digest in PostgreSQL, empty when it is not there
 * @param inWarehouse its digest in the warehouse, empty when it is not there
 */
record Suspect(RowKey key, String inSource, String inWarehouse) {

    Repair.Kind kind() {
        if (inWarehouse.isEmpty()) {
            return Repair.Kind.LOST;
        }
        return inSource.isEmpty() ? Repair.Kind.GHOST : Repair.Kind.STALE;
    }
}
