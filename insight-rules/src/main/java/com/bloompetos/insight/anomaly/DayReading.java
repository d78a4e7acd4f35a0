package com.bloompetos.insight.anomaly;

import java.time.LocalDate;

/** The parts of a KPI on one day at one branch, over all its dimensions. */
public record DayReading(LocalDate day, double numerator, double denominator) {}
