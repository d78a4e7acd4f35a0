package com.bloompetos.local.clickhouse.access;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The one definition of who sees what, from which the embedded engine's users file and a server's
 * SQL are both made; a table that it does not name cannot be read by people.
 */
public record Walls(Map<String, Wall> byTable) {
    public Walls {
        byTable = Collections.unmodifiableMap(new LinkedHashMap<>(byTable));
    }

    /** A line each: table, then wall. */
    public static Walls read(Path file) throws IOException {
        var byTable = new LinkedHashMap<String, Wall>();
        for (var line : Files.readAllLines(file)) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            var parts = line.strip().split("\\s+", 2);
            if (parts.length != 2 || !parts[0].matches("\\w+\\.\\w+")) {
                throw new IllegalArgumentException(
                        "A line of " + file + " is not a table and its wall: " + line);
            }
            byTable.put(parts[0], Wall.of(parts[1]));
        }
        return new Walls(byTable);
    }

    /** Named tables, that people may read behind their walls. */
    public java.util.Set<String> tables() {
        return byTable.keySet();
    }
}
