package com.bloompetos.local.bench;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a line of tab-separated text, which PostgreSQL's COPY and ClickHouse escape almost alike.
 */
final class TabSeparated {

    private TabSeparated() {}

    static @Nullable String[] cells(String line) {
        List<@Nullable String> cells = new ArrayList<>();
        int start = 0;
        while (true) {
            int tab = line.indexOf('\t', start);
            cells.add(unescaped(tab < 0 ? line.substring(start) : line.substring(start, tab)));
            if (tab < 0) {
                return cells.toArray(new @Nullable String[0]);
            }
            start = tab + 1;
        }
    }

    private static @Nullable String unescaped(String cell) {
        if (cell.indexOf('\\') < 0) {
            return cell;
        }
        if (cell.equals("\\N")) {
            return null;
        }
        StringBuilder text = new StringBuilder(cell.length());
        for (int i = 0; i < cell.length(); i++) {
            char c = cell.charAt(i);
            if (c != '\\' || i + 1 == cell.length()) {
                text.append(c);
                continue;
            }
            char escaped = cell.charAt(++i);
            text.append(
                    switch (escaped) {
                        case 't' -> '\t';
                        case 'n' -> '\n';
                        case 'r' -> '\r';
                        case 'b' -> '\b';
                        case 'f' -> '\f';
                        case 'v' -> '\u000b';
                        case '0' -> '\0';
                        default -> escaped;
                    });
        }
        return text.toString();
    }
}
