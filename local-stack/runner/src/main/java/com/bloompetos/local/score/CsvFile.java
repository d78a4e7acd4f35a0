package com.bloompetos.local.score;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** Comma-separated lines under a header, plain or gzip, with the number of each line at hand. */
final class CsvFile implements AutoCloseable {
    private final Path file;
    private final BufferedReader reader;
    private final List<String> header;
    private long line = 1;

    private CsvFile(Path file, BufferedReader reader) throws IOException {
        this.file = file;
        this.reader = reader;
        var first = readLine();
        if (first == null) {
            throw new BadInput(file, "is empty; a header is expected");
        }
        this.header = fields(first.startsWith("\uFEFF") ? first.substring(1) : first);
    }

    static CsvFile open(Path file) throws IOException {
        try {
            var in = new PushbackInputStream(Files.newInputStream(file), 2);
            return new CsvFile(
                    file,
                    new BufferedReader(
                            // The decoder itself, since a reader by name replaces what it cannot
                            // read.
                            new InputStreamReader(
                                    unpacked(in), StandardCharsets.UTF_8.newDecoder()),
                            1 << 16));
        } catch (NoSuchFileException absent) {
            throw new BadInput(file, "there is no such file");
        }
    }

    private static InputStream unpacked(PushbackInputStream in) throws IOException {
        var magic = in.readNBytes(2);
        in.unread(magic);
        boolean isGzip = magic.length == 2 && magic[0] == (byte) 0x1f && magic[1] == (byte) 0x8b;
        return isGzip ? new GZIPInputStream(in, 1 << 16) : in;
    }

    List<String> header() {
        return header;
    }

    /** The place of a column that must be there. */
    int column(String name) {
        int place = header.indexOf(name);
        if (place < 0) {
            throw new BadInput(file, 1, "column " + name + " is missing; there are " + header);
        }
        return place;
    }

    /** The next line's fields, or nothing at the end; empty lines are passed over. */
    @Nullable List<String> next() throws IOException {
        String text = "";
        while (text.isEmpty()) {
            text = readLine();
            if (text == null) {
                return null;
            }
            line++;
        }
        var fields = fields(text);
        if (fields.size() != header.size()) {
            throw bad(
                    "%d fields where the header has %d (a torn line?)"
                            .formatted(fields.size(), header.size()));
        }
        return fields;
    }

    BadInput bad(String what) {
        return new BadInput(file, line, what);
    }

    double number(List<String> row, int column) {
        try {
            double number = Double.parseDouble(row.get(column));
            if (Double.isFinite(number)) {
                return number;
            }
        } catch (NumberFormatException notOne) {
            // Told below, with what else is no number.
        }
        throw bad("%s is no number: %s".formatted(header.get(column), row.get(column)));
    }

    /** A local time; a fraction of a second or a zone behind it is left out. */
    LocalDateTime instant(List<String> row, int column) {
        var text = row.get(column);
        try {
            return LocalDateTime.of(
                    digits(text, 0, 4),
                    digits(text, 5, 7),
                    digits(text, 8, 10),
                    digits(text, 11, 13),
                    digits(text, 14, 16),
                    text.length() > 16 ? digits(text, 17, 19) : 0);
        } catch (NumberFormatException | IndexOutOfBoundsException | DateTimeException notOne) {
            throw bad("%s is no time: %s".formatted(header.get(column), text));
        }
    }

    private static int digits(String text, int from, int to) {
        return Integer.parseInt(text, from, to, 10);
    }

    private @Nullable String readLine() throws IOException {
        try {
            return reader.readLine();
        } catch (EOFException | ZipException torn) {
            throw new BadInput(file, line + 1, "the compressed file ends here, torn");
        } catch (CharacterCodingException notText) {
            throw new BadInput(file, line + 1, "is not UTF-8 text");
        }
    }

    private List<String> fields(String text) {
        var fields = new ArrayList<String>();
        if (text.indexOf('"') < 0) {
            int from = 0;
            for (int at = text.indexOf(','); at >= 0; at = text.indexOf(',', from)) {
                fields.add(text.substring(from, at));
                from = at + 1;
            }
            fields.add(text.substring(from));
            return fields;
        }
        var field = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' && quoted && i + 1 < text.length() && text.charAt(i + 1) == '"') {
                field.append(c);
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                fields.add(field.toString());
                field.setLength(0);
            } else {
                field.append(c);
            }
        }
        if (quoted) {
            throw bad("a quotation mark is not closed (a torn line?)");
        }
        fields.add(field.toString());
        return fields;
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
