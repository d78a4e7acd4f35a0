package com.bloompetos.local.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A row as both databases write it; its first cells are its key, in whose order it comes. */
record KeyedRow(String key, List<@Nullable String> values) {

    static @Nullable KeyedRow read(BufferedReader lines, int keyCells) throws IOException {
        String line = lines.readLine();
        if (line == null) {
            return null;
        }
        List<@Nullable String> cells = Arrays.asList(TabSeparated.cells(line));
        if (cells.size() < keyCells) {
            // An engine that fails in the middle of an answer can only say so in its last line.
            throw new IOException("not a row: " + line);
        }
        return new KeyedRow(
                String.join(" ", cells.subList(0, keyCells)),
                cells.subList(keyCells, cells.size()));
    }
}
