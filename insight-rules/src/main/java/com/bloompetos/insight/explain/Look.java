package com.bloompetos.insight.explain;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A KPI that is looked at every day, and what makes a week of it a bad one. */
public enum Look {
    NO_SHOW_RATE(Kind.SHARE),
    LATE_CANCEL_RATE(Kind.SHARE),
    BOOKINGS(Kind.COUNT),
    NET_SALES(Kind.MONEY);

    /**
     * What the numerator counts; shares are bad when they rise, counts and money when they fall.
     */
    public enum Kind {
        SHARE,
        COUNT,
        MONEY
    }

    private final Kind kind;

    Look(Kind kind) {
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }

    /** The KPI's name, as its folder has it. */
    public String kpi() {
        return name().toLowerCase(Locale.ROOT);
    }

    public boolean isBadWhenRising() {
        return kind == Kind.SHARE;
    }

    public static Optional<Look> find(String kpi) {
        return Arrays.stream(values()).filter(look -> look.kpi().equals(kpi)).findFirst();
    }

    public static Look of(String kpi) {
        return find(kpi).orElseThrow(() -> new IllegalArgumentException("nobody looks at " + kpi));
    }
}
