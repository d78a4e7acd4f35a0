package com.bloompetos.stream.kpi;

/** By how much a cell changes, and the log position that says so. */
public record Delta(String cell, long numerator, long denominator, long version) {}
