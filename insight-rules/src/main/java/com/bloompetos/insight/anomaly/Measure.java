package com.bloompetos.insight.anomaly;

/** How a KPI varies by chance, which says how its tails are told. */
public enum Measure {
    /** Things that happen one by one: negative binomial. */
    COUNT,
    /** Money, or another sum of unlike parts: gamma. */
    AMOUNT,
    /** So many of so many: beta-binomial. */
    RATIO
}
