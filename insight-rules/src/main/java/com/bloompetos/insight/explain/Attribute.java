package com.bloompetos.insight.explain;

import java.util.Locale;

/** What is known of every fact and may explain a change; its values are words of the catalogue. */
public enum Attribute {
    CATEGORY,
    SERVICE,
    STAFF,
    WEEKDAY,
    HOURS,
    CLIENT,
    LEAD,
    SPECIES;

    /** As queries and answers carry it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Attribute of(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }
}
