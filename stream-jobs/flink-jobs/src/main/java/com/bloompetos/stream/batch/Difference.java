package com.bloompetos.stream.batch;

/** A cell of which the stream told something else than the batch computes. */
record Difference(
        String kpi,
        String organizationId,
        String branchId,
        String day,
        String dimensions,
        Value stream,
        Value batch) {
    /** A reading's parts as of a log position. */
    record Value(long numerator, long denominator, long version) {}

    /** The same place, whatever stands there. */
    String cell() {
        return String.join("/", kpi, organizationId, branchId, day, dimensions);
    }
}
