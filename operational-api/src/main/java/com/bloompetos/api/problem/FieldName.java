package com.bloompetos.api.problem;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Names as the caller wrote them, and what was expected in their place. */
public final class FieldName {
    private FieldName() {}

    /** From the Java name to the name on the wire. */
    public static String of(String javaName) {
        return javaName.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }

    static String kind(@Nullable Class<?> expected) {
        if (expected == UUID.class) {
            return "a UUID";
        }
        if (expected == Instant.class) {
            return "an instant with its offset, such as 2026-11-21T09:30:00-05:00";
        }
        if (expected == LocalDate.class) {
            return "a day, such as 2026-11-21";
        }
        if (expected == int.class
                || expected == Integer.class
                || expected == long.class
                || expected == Long.class) {
            return "a whole number";
        }
        if (expected == BigDecimal.class) {
            return "a number";
        }
        if (expected != null && expected.isEnum()) {
            return "one of " + String.join(", ", names(expected));
        }
        return "a value of the expected kind";
    }

    private static List<String> names(Class<?> enumeration) {
        return Arrays.stream(enumeration.getEnumConstants())
                .map(constant -> ((Enum<?>) constant).name().toLowerCase(Locale.ROOT))
                .toList();
    }
}
