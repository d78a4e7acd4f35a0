package com.bloompetos.local.clickhouse.protocol;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A body of several parts (RFC 7578): fields that could as well stand in the URL, and files, which
 * are tables of this one statement.
 */
record Multipart(Map<String, String> fields, List<Table> tables) {
    private static final int LARGEST = 64 << 20;
    private static final Pattern BOUNDARY = Pattern.compile("boundary=\"?([^\";]+)\"?");
    private static final Pattern NAME = Pattern.compile("[; ]name=\"([^\"]*)\"");

    /** Rows that came along, under the name by which the statement knows them. */
    record Table(String name, byte[] rows) {}

    static Multipart read(String contentType, InputStream body) throws IOException {
        var boundary = BOUNDARY.matcher(contentType);
        var bytes = body.readNBytes(LARGEST + 1);
        if (!boundary.find() || bytes.length > LARGEST) {
            throw new IOException("A multipart body has a boundary and at the most 64 MB.");
        }
        // One character a byte, so that places in the text are places in the body.
        var text = new String(bytes, ISO_8859_1);
        var mark = "--" + boundary.group(1);
        var fields = new LinkedHashMap<String, String>();
        var tables = new ArrayList<Table>();
        int at = text.indexOf(mark);
        while (at >= 0) {
            int begin = at + mark.length();
            int end = text.indexOf("\r\n" + mark, begin);
            int head = text.indexOf("\r\n\r\n", begin);
            if (end < 0 || text.startsWith("--", begin)) {
                break;
            }
            if (head < 0 || head > end) {
                throw new IOException("A part of the body has no headers.");
            }
            var headers = new String(bytes, begin, head - begin, UTF_8);
            var name = NAME.matcher(headers);
            if (!name.find()) {
                throw new IOException("A part of the body has no name.");
            }
            int data = Math.min(head + 4, end);
            if (headers.contains("filename=")) {
                var rows = java.util.Arrays.copyOfRange(bytes, data, end);
                tables.add(new Table(name.group(1), rows));
            } else {
                fields.put(name.group(1), new String(bytes, data, end - data, UTF_8));
            }
            at = end + 2;
        }
        return new Multipart(fields, tables);
    }
}
