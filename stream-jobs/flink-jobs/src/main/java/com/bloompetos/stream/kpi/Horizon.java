package com.bloompetos.stream.kpi;

/**
 * How far back the stream speaks. A day beyond it is closed for all its rows at once, whether their
 * state is still there or was never built: a cell is told wholly or not at all.
 */
final class Horizon {
    /** Covers the history that a new organization loads; shorter once a batch restates old days. */
    static final int DAYS = 100;

    private static final long DAY_MILLIS = 86_400_000L;

    private Horizon() {}

    static boolean isOpen(long day, long nowMillis) {
        return day >= dayOf(nowMillis) - DAYS;
    }

    /** When nothing of this day can be asked again; a day more than open, for zones behind UTC. */
    static long endOf(long day) {
        return (day + DAYS + 2) * DAY_MILLIS;
    }

    static long dayOf(long millis) {
        return Math.floorDiv(millis, DAY_MILLIS);
    }
}
