package com.bloompetos.stream.kpi;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The finest place that has a reading. It travels and is kept as its {@link #key}. */
public record Cell(
        String kpi,
        String organizationId,
        String branchId,
        LocalDate day,
        List<String> dimensions) {
    private static final char SEPARATOR = '\u001f';
    private static final int FIXED = 4;

    public Cell {
        dimensions = List.copyOf(dimensions);
    }

    /** One text, since the hash of a text is the same in every JVM and state is found by it. */
    public String key() {
        var parts =
                new ArrayList<>(
                        List.of(kpi, organizationId, branchId, String.valueOf(day.toEpochDay())));
        parts.addAll(dimensions);
        return String.join(String.valueOf(SEPARATOR), parts);
    }

    public static Cell of(String key) {
        var parts = key.split(String.valueOf(SEPARATOR), -1);
        return new Cell(
                parts[0],
                parts[1],
                parts[2],
                LocalDate.ofEpochDay(Long.parseLong(parts[FIXED - 1])),
                Arrays.asList(parts).subList(FIXED, parts.length));
    }

    static long dayOf(String key) {
        int from = -1;
        for (int part = 0; part < FIXED - 1; part++) {
            from = key.indexOf(SEPARATOR, from + 1);
        }
        int to = key.indexOf(SEPARATOR, from + 1);
        return Long.parseLong(key, from + 1, to < 0 ? key.length() : to, 10);
    }
}
