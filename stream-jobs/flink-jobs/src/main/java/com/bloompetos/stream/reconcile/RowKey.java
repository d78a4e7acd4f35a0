package com.bloompetos.stream.reconcile;

/** What identifies a row on both sides. */
record RowKey(String organizationId, String id) {
    @Override
    public String toString() {
        return organizationId + "/" + id;
    }
}
