package com.bloompetos.insight.rule;

import org.jspecify.annotations.Nullable;

/**
 * A stretch of open time in which nobody booked.
 *
 * @param expected bookings that it usually brings
 * @param spread their variance per one expected
 * @param centsEach what a booking is worth; absent where nobody can tell
 */
public record Silence(
        int openMinutes, double expected, double spread, @Nullable Double centsEach) {}
