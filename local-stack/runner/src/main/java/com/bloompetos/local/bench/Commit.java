package com.bloompetos.local.bench;

/**
 * One transaction of the bench and the reading in which it must show.
 *
 * @param noted the log's end just before the change was written: the reading's version cannot be
 *     below it
 * @param dueNanos when the schedule wanted it
 * @param returnedNanos when PostgreSQL had answered
 */
record Commit(Cell cell, Kind kind, long noted, long dueNanos, long returnedNanos) {

    enum Kind {
        INSERT,
        UPDATE,
        DELETE
    }

    /** Outcomes move the rate; what comes or goes moves the count. */
    String kpi() {
        return kind == Kind.UPDATE ? "no_show_rate" : "bookings";
    }
}
