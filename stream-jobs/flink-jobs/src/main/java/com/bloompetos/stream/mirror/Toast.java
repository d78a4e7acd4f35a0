package com.bloompetos.stream.mirror;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.UUID;
import org.apache.avro.util.Utf8;
import org.jspecify.annotations.Nullable;

/** What the connector writes in place of a large value that an update did not touch. */
final class Toast {
    private static final String PLACEHOLDER = "__debezium_unavailable_value";
    private static final byte[] BYTES = PLACEHOLDER.getBytes(StandardCharsets.UTF_8);
    private static final Utf8 TEXT = new Utf8(PLACEHOLDER);
    private static final String AS_UUID = UUID.nameUUIDFromBytes(BYTES).toString();

    private Toast() {}

    static boolean isAbsent(@Nullable Object value) {
        if (value instanceof Utf8 text) {
            return text.getByteLength() == BYTES.length && text.equals(TEXT);
        }
        if (value instanceof ByteBuffer buffer) {
            return buffer.remaining() == BYTES.length && buffer.equals(ByteBuffer.wrap(BYTES));
        }
        if (value instanceof Collection<?> items && items.size() == 1) {
            var only = items.iterator().next();
            return isAbsent(only) || only != null && AS_UUID.contentEquals(only.toString());
        }
        return value instanceof CharSequence text && PLACEHOLDER.contentEquals(text);
    }
}
