package com.bloompetos.stream.kpi;

/** The value of a cell as it stands, with the newest log position inside. */
public record Reading(String cell, long numerator, long denominator, long version) {}
