package com.bloompetos.insight.rule;

import java.time.LocalDate;

/** What is booked on a day of a branch, of what its staff are rostered for. */
public record RosteredDay(LocalDate day, long bookedMinutes, long rosteredMinutes) {}
