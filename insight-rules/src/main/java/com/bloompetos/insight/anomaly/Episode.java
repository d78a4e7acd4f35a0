package com.bloompetos.insight.anomaly;

import java.time.LocalDateTime;

/**
 * Something that happened to a series, told once.
 *
 * @param size the mean distance from what was usual, in the series' own unit
 */
public record Episode(Kind kind, LocalDateTime begin, LocalDateTime end, double size) {
    /** What it looked like in the end. */
    public enum Kind {
        /** Over soon. */
        SPIKE,
        /** The series stayed where it went. */
        LEVEL_SHIFT,
        /** It went there so slowly that no single reading stood out. */
        DRIFT
    }
}
