package com.bloompetos.insight.question;

import java.util.Locale;

/** A place that the reader may name, by the name that they know it by. */
public record Place(Kind kind, String id, String name) {

    /** From the widest to one site. */
    public enum Kind {
        ORGANIZATION,
        BRAND,
        FRANCHISE,
        BRANCH;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
