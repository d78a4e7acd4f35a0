package com.bloompetos.stream.kpi;

/**
 * The value of a cell as it stands.
 *
 * @param version the newest log position inside
 * @param recordedAt when it was told, in milliseconds
 */
public record Reading(
        String cell, long numerator, long denominator, long version, long recordedAt) {}
