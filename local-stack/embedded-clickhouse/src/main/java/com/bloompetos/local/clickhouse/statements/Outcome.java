package com.bloompetos.local.clickhouse.statements;

/** How a statement ended; a code of 0 is success. */
public record Outcome(
        String kind,
        long textHash,
        long readRows,
        long writtenRows,
        long resultRows,
        long resultBytes,
        int code,
        String error) {}
