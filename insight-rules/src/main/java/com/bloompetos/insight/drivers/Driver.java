package com.bloompetos.insight.drivers;

import java.util.SortedMap;

/**
 * A part of the whole that explains some of a change.
 *
 * @param where attribute to value, sorted by attribute
 * @param excess what the part's numerator is above its usual
 * @param share of the whole's excess; parts may overlap
 * @param lift the part's ratio over that of the whole
 */
public record Driver(
        SortedMap<String, String> where, double excess, double share, double lift, double score) {}
