package com.bloompetos.local.clickhouse.protocol;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The little that the front must know of a statement before the engine sees it: where the rows of
 * an INSERT begin, the FORMAT clause, whether a second statement follows. It looks at words outside
 * strings, comments and parentheses; everything else is the engine's parser's business.
 *
 * @param sql the statement without its inline rows
 * @param format the FORMAT clause, when there is one
 * @param streams whether it is a query whose pieces make the whole: totals come after the rows
 * @param dataAt where the rows of an INSERT begin in the text, or -1 when it takes none
 */
record Statement(
        byte[] sql,
        @Nullable String format,
        int dataAt,
        boolean several,
        boolean touchesFiles,
        boolean streams) {
    private static final Set<String> SOURCES = Set.of("SELECT", "WITH", "EXPLAIN", "WATCH", "FROM");
    private static final Set<String> NAME_FOLLOWS = Set.of("INTO", "TABLE", "FUNCTION", ".");

    boolean isEmpty() {
        return sql.length == 0;
    }

    boolean takesRows() {
        return dataAt >= 0;
    }

    String rowFormat() {
        return format == null ? "Values" : format;
    }

    /** As the engine's parser knows it: an INSERT without its rows still names their format. */
    byte[] whole() {
        return takesRows()
                ? (new String(sql, UTF_8) + " FORMAT " + rowFormat()).getBytes(UTF_8)
                : sql;
    }

    static Statement parse(byte[] text) {
        var scan = new Scan(text);
        var first = scan.next();
        return first.equals("INSERT") ? insert(scan, text) : other(scan, first, text);
    }

    private static Statement insert(Scan scan, byte[] text) {
        var before = "INSERT";
        for (var word = scan.next(); !word.isEmpty(); before = word, word = scan.next()) {
            if (scan.depth > 0 || NAME_FOLLOWS.contains(before)) {
                continue;
            }
            if (word.equals("VALUES")) {
                return new Statement(
                        Arrays.copyOf(text, scan.start), "Values", scan.at, false, false, false);
            }
            if (word.equals("FORMAT")) {
                int end = scan.start;
                scan.next();
                return new Statement(
                        Arrays.copyOf(text, end),
                        scan.text(),
                        dataAfter(text, scan.at),
                        false,
                        false,
                        false);
            }
            if (SOURCES.contains(word)) {
                return other(scan, word, text);
            }
        }
        return new Statement(trimmed(text), null, -1, false, false, false);
    }

    private static Statement other(Scan scan, String first, byte[] text) {
        @Nullable String format = null;
        boolean justNamed = false;
        boolean ended = false;
        boolean several = false;
        boolean files = false;
        boolean streams = first.equals("SELECT") || first.equals("WITH");
        var before = first;
        for (var word = scan.next(); !word.isEmpty(); before = word, word = scan.next()) {
            several |= ended && !word.equals(";");
            ended |= word.equals(";");
            streams &= !word.equals("TOTALS") && !word.equals("EXTREMES");
            files |=
                    before.equals("INTO") && word.equals("OUTFILE")
                            || before.equals("FROM") && word.equals("INFILE");
            if (justNamed && !word.equals(";") && !word.equals("SETTINGS")) {
                format = null; // A column called format: the clause stands at the end.
            }
            justNamed = scan.depth == 0 && before.equals("FORMAT") && scan.isWord();
            format = justNamed ? scan.text() : format;
        }
        return new Statement(trimmed(text), format, -1, several, files, streams);
    }

    private static byte[] trimmed(byte[] text) {
        return new String(text, UTF_8).strip().getBytes(UTF_8);
    }

    /**
     * Rows begin after the format's name, blanks and at most one line end, as in ClickHouse's own
     * parser.
     */
    private static int dataAfter(byte[] text, int at) {
        while (at < text.length && (text[at] == ' ' || text[at] == '\t' || text[at] == '\f')) {
            at++;
        }
        if (at < text.length && text[at] == '\r') {
            at++;
        }
        return at < text.length && text[at] == '\n' ? at + 1 : at;
    }

    /** Walks over words and signs, upper-cased; strings, comments and heredocs count as nothing. */
    private static final class Scan {
        private final byte[] text;
        private int start;
        private int at;
        private int depth;

        Scan(byte[] text) {
            this.text = text;
        }

        /** The next word or sign, empty at the end. */
        String next() {
            while (at < text.length) {
                start = at;
                int sign = text[at];
                if (sign <= ' ' && sign >= 0) {
                    at++;
                } else if (startsWith("--") || sign == '#') {
                    skipTo("\n");
                } else if (startsWith("/*")) {
                    skipTo("*/");
                } else if (sign == '\'' || sign == '"' || sign == '`') {
                    skipQuoted(sign);
                    return "''";
                } else if (Character.isLetterOrDigit(sign) || sign == '_' || sign < 0) {
                    while (at < text.length
                            && (Character.isLetterOrDigit(text[at])
                                    || text[at] == '_'
                                    || text[at] < 0)) {
                        at++;
                    }
                    return text().toUpperCase(Locale.ROOT);
                } else if (sign == '$' && skipHeredoc()) {
                    return "''";
                } else {
                    at++;
                    depth += sign == '(' || sign == '[' || sign == '{' ? 1 : 0;
                    depth -= sign == ')' || sign == ']' || sign == '}' ? 1 : 0;
                    return text();
                }
            }
            start = at;
            return "";
        }

        boolean isWord() {
            return at > start && (Character.isLetter(text[start]) || text[start] == '_');
        }

        String text() {
            return new String(text, start, at - start, UTF_8);
        }

        private boolean startsWith(String sign) {
            return at + 1 < text.length
                    && text[at] == sign.charAt(0)
                    && text[at + 1] == sign.charAt(1);
        }

        private void skipTo(String end) {
            at += 1;
            while (at < text.length
                    && !(end.length() == 1 ? text[at] == end.charAt(0) : startsWith(end))) {
                at++;
            }
            at = Math.min(text.length, at + end.length());
        }

        private void skipQuoted(int quote) {
            at++;
            while (at < text.length && text[at] != quote) {
                at += text[at] == '\\' ? 2 : 1;
            }
            at = Math.min(text.length, at + 1);
        }

        private boolean skipHeredoc() {
            int end = at + 1;
            while (end < text.length
                    && (Character.isLetterOrDigit(text[end]) || text[end] == '_')) {
                end++;
            }
            if (end >= text.length || text[end] != '$') {
                return false;
            }
            var tag = new String(text, at, end + 1 - at, UTF_8);
            int close = new String(text, end + 1, text.length - end - 1, ISO_8859_1).indexOf(tag);
            at = close < 0 ? text.length : end + 1 + close + tag.length();
            return true;
        }
    }
}
