package com.bloompetos.insight.explain;

import java.util.Locale;

/** What an insight is about. */
public enum Pattern {
    /** One bad week beside the four before it, and the part that explains it. */
    WEEK,
    /** Eight weeks that go the wrong way. */
    TREND,
    /** The best week of twelve. */
    RECORD;

    /** As the table has it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Pattern of(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }
}
