package com.bloompetos.local.clickhouse.protocol;

import com.github.luben.zstd.ZstdInputStream;
import com.github.luben.zstd.ZstdOutputStream;
import com.sun.net.httpserver.HttpExchange;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Locale;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.InflaterInputStream;
import net.jpountz.lz4.LZ4FrameOutputStream;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorInputStream;
import org.jspecify.annotations.Nullable;

/**
 * How a body is packed on the way: not at all, in ClickHouse's own blocks, or by a content
 * encoding.
 */
enum Packing {
    PLAIN,
    BLOCKS,
    LZ4,
    ZSTD,
    GZIP,
    DEFLATE;

    private static final Packing[] ENCODINGS = {LZ4, ZSTD, GZIP, DEFLATE};

    static InputStream unpacked(HttpExchange exchange, Request request) throws IOException {
        var body = leftOpen(exchange.getRequestBody());
        @Nullable String encoding = request.headers().getFirst("Content-Encoding");
        if (encoding != null) {
            body =
                    switch (encoding.toLowerCase(Locale.ROOT)) {
                        case "lz4" -> new FramedLZ4CompressorInputStream(body, true);
                        case "zstd" -> new ZstdInputStream(body);
                        case "gzip" -> new GZIPInputStream(body);
                        case "deflate" -> new InflaterInputStream(body);
                        case "identity" -> body;
                        default ->
                                throw new IOException("Unknown content encoding " + encoding + ".");
                    };
        }
        return request.asks("decompress") ? NativeBlocks.decompress(body) : body;
    }

    /**
     * The exchange closes its body itself, after draining it; closed before, it could not answer.
     */
    private static InputStream leftOpen(InputStream body) {
        return new FilterInputStream(body) {
            @Override
            public void close() {}
        };
    }

    /** What the client asked the answer to be packed in. */
    static Packing wanted(Request request) {
        if (request.asks("compress")) {
            return BLOCKS;
        }
        @Nullable String accepted = request.headers().getFirst("Accept-Encoding");
        if (accepted != null && request.asks("enable_http_compression")) {
            for (var encoding : ENCODINGS) {
                if (accepted.toLowerCase(Locale.ROOT).contains(encoding.label())) {
                    return encoding;
                }
            }
        }
        return PLAIN;
    }

    boolean isContentEncoding() {
        return this != PLAIN && this != BLOCKS;
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    OutputStream pack(OutputStream out) throws IOException {
        return switch (this) {
            case PLAIN -> out;
            case BLOCKS -> NativeBlocks.compress(out);
            case LZ4 -> new LZ4FrameOutputStream(out, LZ4FrameOutputStream.BLOCKSIZE.SIZE_64KB);
            case ZSTD -> new ZstdOutputStream(out, 1);
            case GZIP -> new GZIPOutputStream(out, 1 << 13);
            case DEFLATE -> new DeflaterOutputStream(out);
        };
    }
}
