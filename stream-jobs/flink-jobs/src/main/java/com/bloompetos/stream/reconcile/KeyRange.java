package com.bloompetos.stream.reconcile;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The rows of some organizations whose ids lie after one id and not after another; empty bounds are
 * open. Small enough to be read in one go on both sides.
 */
record KeyRange(List<String> organizations, String after, String upTo) {

    static KeyRange of(Collection<String> organizations) {
        return new KeyRange(List.copyOf(organizations), "", "");
    }

    KeyRange after(String id) {
        return new KeyRange(organizations, id, upTo);
    }

    KeyRange upTo(String id) {
        return new KeyRange(organizations, after, id);
    }

    /** PostgreSQL compares UUIDs as their text; that is what an index answers. */
    String inPostgres(ComparedTable table) {
        return where(table.key(), "'%s'::uuid");
    }

    /** ClickHouse orders UUIDs in a way of its own, so their text is compared. */
    String inWarehouse(ComparedTable table) {
        return where("toString(" + table.key() + ")", "'%s'");
    }

    private String where(String id, String literal) {
        return "organization_id in ("
                + quoted(organizations)
                + ")"
                + (after.isEmpty() ? "" : " and " + id + " > " + literal.formatted(after))
                + (upTo.isEmpty() ? "" : " and " + id + " <= " + literal.formatted(upTo));
    }

    static String quoted(Collection<String> texts) {
        return texts.stream().collect(Collectors.joining("', '", "'", "'"));
    }
}
