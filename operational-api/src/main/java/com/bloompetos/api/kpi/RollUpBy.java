package com.bloompetos.api.kpi;

/**
 * What a roll-up is divided by: one of the places below the one that is asked about, or a period.
 */
public enum RollUpBy {
    BRAND,
    FRANCHISE,
    BRANCH,
    DAY,
    WEEK,
    MONTH;

    boolean isPeriod() {
        return this == DAY || this == WEEK || this == MONTH;
    }

    String text() {
        return KpiAnswer.lower(this);
    }
}
