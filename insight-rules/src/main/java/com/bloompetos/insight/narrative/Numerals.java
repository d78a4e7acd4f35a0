package com.bloompetos.insight.narrative;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** How values are written, the same everywhere. */
final class Numerals {
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMMM", Locale.ENGLISH);

    private Numerals() {}

    static String whole(double value) {
        return String.format(Locale.ROOT, "%,d", Math.round(value));
    }

    /** Whole units of the currency: nobody acts on cents. */
    static String money(double cents, String currency) {
        return whole(cents / 100) + " " + currency;
    }

    static String day(LocalDate day) {
        return day.format(DAY);
    }
}
