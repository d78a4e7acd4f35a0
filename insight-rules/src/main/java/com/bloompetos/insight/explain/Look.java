package com.bloompetos.insight.explain;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A KPI that is looked at every day, and what makes a week of it a bad one. */
public enum Look {
    NO_SHOW_RATE(Kind.SHARE, true),
    LATE_CANCEL_RATE(Kind.SHARE, true),
    BOOKINGS(Kind.COUNT, false),
    NET_SALES(Kind.MONEY, false),
    REFUNDS(Kind.MONEY, true);

    /** What the numerator counts. */
    public enum Kind {
        SHARE,
        COUNT,
        MONEY
    }

    private final Kind kind;
    private final boolean isBadWhenRising;

    Look(Kind kind, boolean isBadWhenRising) {
        this.kind = kind;
        this.isBadWhenRising = isBadWhenRising;
    }

    public Kind kind() {
        return kind;
    }

    /** The KPI's name, as its folder has it. */
    public String kpi() {
        return name().toLowerCase(Locale.ROOT);
    }

    public boolean isBadWhenRising() {
        return isBadWhenRising;
    }

    /** Its facts are invoice lines, not appointments. */
    boolean isOfSales() {
        return kind == Kind.MONEY;
    }

    public static Optional<Look> find(String kpi) {
        return Arrays.stream(values()).filter(look -> look.kpi().equals(kpi)).findFirst();
    }

    public static Look of(String kpi) {
        return find(kpi).orElseThrow(() -> new IllegalArgumentException("nobody looks at " + kpi));
    }
}
