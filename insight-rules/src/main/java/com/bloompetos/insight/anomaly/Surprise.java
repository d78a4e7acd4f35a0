package com.bloompetos.insight.anomaly;

/**
 * What the detector thinks of one reading.
 *
 * @param score between 0 and 1; high only when something begins, not while it lasts
 * @param expected what was usual at this time
 * @param usualDistance how far a reading is usually off
 */
public record Surprise(double score, double expected, double usualDistance) {}
