package com.bloompetos.stream.reconcile;

/** Where PostgreSQL is, and as whom to read it. */
public record SourceDatabase(String url, String user, String password) {
    /** Reads over the walls, and only the columns that are published. */
    public static final String USER = "bloom_reconcile";

    @Override
    public String toString() {
        return user + "@" + url;
    }
}
