package com.bloompetos.local.clickhouse.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.bloompetos.local.clickhouse.engine.EngineException;
import com.bloompetos.local.clickhouse.engine.Result;
import com.bloompetos.local.clickhouse.engine.ResultStream;
import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Tells a result or an error the way a ClickHouse server does. */
final class Reply {
    private static final int SLICE = 64 * 1024;
    private static final int PACKED_AT_ONCE = 1 << 20;

    private final HttpExchange exchange;
    private final String version;
    private final long startedAt = System.nanoTime();
    private Packing packing = Packing.PLAIN;
    private boolean tellsReads = true;

    Reply(HttpExchange exchange, String version, String queryId) {
        this.exchange = exchange;
        this.version = version;
        header("X-ClickHouse-Query-Id", queryId);
        header("X-ClickHouse-Timezone", "UTC");
        header("X-ClickHouse-Server-Display-Name", "bloom");
        header("Keep-Alive", "timeout=20");
    }

    /**
     * From here on the answer is packed as the client asked, errors included; a refused login is
     * told plainly.
     */
    void packedAs(Packing wanted) {
        packing = wanted;
    }

    /** A person is not told what was read: rows of others are among them. */
    void hideWhatWasRead() {
        tellsReads = false;
    }

    /** What an answer came to. */
    record Told(long readRows, long writtenRows, long resultRows, long resultBytes) {
        Told and(Result piece, int bytes) {
            return new Told(
                    readRows + piece.rowsRead(),
                    writtenRows + piece.rowsWritten(),
                    resultRows + piece.resultRows(),
                    resultBytes + bytes);
        }
    }

    Told result(Result result, String format) throws IOException {
        var data = result.data();
        int size = data.remaining();
        header("X-ClickHouse-Format", format);
        header("Content-Type", contentType(format));
        header("X-ClickHouse-Summary", summary(result, size));
        send(200, data);
        return new Told(0, 0, 0, 0).and(result, size);
    }

    /**
     * Piece by piece. The first one waits for the second: an answer of one piece has its length and
     * its figures in front, and what fails early fails with its status.
     */
    Told pieces(ResultStream stream, Pieces pieces, String format)
            throws EngineException, IOException {
        @Nullable Result piece = stream.next();
        @Nullable Result next = null;
        try {
            next = piece == null ? null : stream.next();
            if (piece != null && next == null) {
                return result(piece, format);
            }
            header("X-ClickHouse-Format", format);
            header("Content-Type", contentType(format));
            if (piece == null) {
                send(200, ByteBuffer.allocate(0));
                return new Told(0, 0, 0, 0);
            }
            header("X-ClickHouse-Summary", summary(piece, piece.data().remaining()));
            var told = new Told(0, 0, 0, 0);
            // Closed at the good end only: what breaks off must not look whole.
            var out = begin();
            while (piece != null) {
                var data = piece.data();
                if (told.resultBytes() > 0) {
                    pieces.skipHeader(data);
                }
                told = told.and(piece, data.remaining());
                write(data, out);
                piece.close();
                piece = next;
                next = piece == null ? null : stream.next();
            }
            out.close();
            return told;
        } finally {
            close(piece);
            close(next);
        }
    }

    private static void close(@Nullable Result piece) {
        if (piece != null) {
            piece.close();
        }
    }

    private OutputStream begin() throws IOException {
        if (packing.isContentEncoding()) {
            header("Content-Encoding", packing.label());
        }
        exchange.sendResponseHeaders(200, 0);
        return packing.pack(exchange.getResponseBody());
    }

    boolean hasBegun() {
        return exchange.getResponseCode() >= 0;
    }

    void error(EngineException error) throws IOException {
        header("X-ClickHouse-Exception-Code", Integer.toString(error.code()));
        header("Content-Type", "text/plain; charset=UTF-8");
        if (error.code() == EngineException.AUTHENTICATION_FAILED) {
            header("WWW-Authenticate", "Basic realm=\"ClickHouse server HTTP API\"");
        }
        var text = error.getMessage() + " (version " + version + ")\n";
        send(httpStatus(error.code()), ByteBuffer.wrap(text.getBytes(UTF_8)));
    }

    /** After its beginning an answer can only tell its error as text, and end without an end. */
    void breakOff(EngineException error) throws IOException {
        var text = "\n" + error.getMessage() + "\n";
        exchange.getResponseBody().write(text.getBytes(UTF_8));
        exchange.getResponseBody().flush();
        throw new IOException(error.getMessage());
    }

    private void send(int status, ByteBuffer data) throws IOException {
        if (packing.isContentEncoding()) {
            header("Content-Encoding", packing.label());
        }
        if (packing == Packing.PLAIN) {
            exchange.sendResponseHeaders(status, data.hasRemaining() ? data.remaining() : -1);
            write(data, exchange.getResponseBody());
        } else if (data.remaining() <= PACKED_AT_ONCE) {
            var packed = new ByteArrayOutputStream(data.remaining() / 2 + 64);
            try (var out = packing.pack(packed)) {
                write(data, out);
            }
            exchange.sendResponseHeaders(status, packed.size() == 0 ? -1 : packed.size());
            packed.writeTo(exchange.getResponseBody());
        } else {
            exchange.sendResponseHeaders(status, 0);
            try (var out = packing.pack(exchange.getResponseBody())) {
                write(data, out);
            }
        }
    }

    /**
     * In slices: one large write takes a direct buffer of its size, and when there is none left the
     * client hangs.
     */
    private static void write(ByteBuffer data, OutputStream out) throws IOException {
        var slice = new byte[Math.min(SLICE, data.remaining())];
        while (data.hasRemaining()) {
            int length = Math.min(slice.length, data.remaining());
            data.get(slice, 0, length);
            out.write(slice, 0, length);
        }
    }

    private String summary(Result result, int bytes) {
        return String.format(
                Locale.ROOT,
                "{\"read_rows\":\"%d\",\"read_bytes\":\"%d\",\"written_rows\":\"%d\",\"written_bytes\":\"%d\","
                        + "\"total_rows_to_read\":\"0\",\"result_rows\":\"%d\",\"result_bytes\":\"%d\",\"elapsed_ns\":\"%d\"}",
                tellsReads ? result.rowsRead() : 0,
                tellsReads ? result.bytesRead() : 0,
                result.rowsWritten(),
                result.bytesWritten(),
                result.resultRows(),
                bytes,
                System.nanoTime() - startedAt);
    }

    private void header(String name, String value) {
        exchange.getResponseHeaders().set(name, value);
    }

    private static String contentType(String format) {
        if (format.startsWith("JSONEachRow") || format.startsWith("JSONCompactEachRow")) {
            return "application/x-ndjson; charset=UTF-8";
        }
        if (format.startsWith("JSON")) {
            return "application/json; charset=UTF-8";
        }
        if (format.startsWith("CSV")) {
            return "text/csv; charset=UTF-8";
        }
        if (format.startsWith("TabSeparated") || format.startsWith("TSV")) {
            return "text/tab-separated-values; charset=UTF-8";
        }
        return format.startsWith("Pretty") || format.equals("Vertical")
                ? "text/plain; charset=UTF-8"
                : "application/octet-stream";
    }

    /** ClickHouse's own table of codes and statuses, for the codes that callers meet. */
    private static int httpStatus(int code) {
        return switch (code) {
            case EngineException.AUTHENTICATION_FAILED -> 401;
            case EngineException.READONLY, EngineException.ACCESS_DENIED -> 403;
            case EngineException.SESSION_NOT_FOUND -> 404;
            case 36, 26, 27, 38, 41, 43, 53, 6, 62, 69, 70, 72, 117, 321, 427 -> 400;
            case 16, 46, 47, 50, 56, 60, 63, 73, 81, 83, 115 -> 404;
            case EngineException.NOT_IMPLEMENTED -> 501;
            case 159 -> 408;
            default -> 500;
        };
    }
}
