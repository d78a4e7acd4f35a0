package com.bloompetos.insight.anomaly;

/**
 * Which departures of a KPI from its usual are worth a word.
 *
 * @param rises whether a rise is the trouble; else a fall
 * @param rarity how improbable a day must be
 * @param leastEffect how far from the expectation, in parts of it: what is rare but small is no
 *     reason to act
 * @param leastEvents how many independent things the expectation must be worth
 */
public record DayQuestion(
        Measure measure, boolean rises, double rarity, double leastEffect, double leastEvents) {}
