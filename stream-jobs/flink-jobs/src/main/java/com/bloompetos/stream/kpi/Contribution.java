package com.bloompetos.stream.kpi;

/** What one row adds to one cell. */
public record Contribution(String cell, long numerator, long denominator) {}
