package com.bloompetos.stream.risk;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** How values become bytes in the stores and come back. */
final class Bytes {
    @FunctionalInterface
    interface Writes {
        void to(DataOutputStream out) throws IOException;
    }

    @FunctionalInterface
    interface Reads<T> {
        T from(DataInputStream in) throws IOException;
    }

    private Bytes() {}

    static byte[] write(Writes value) {
        var bytes = new ByteArrayOutputStream(256);
        try (var out = new DataOutputStream(bytes)) {
            value.to(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static <T> T read(byte[] bytes, Reads<T> value) {
        try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            return value.from(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void writeTime(DataOutputStream out, LocalDateTime time) throws IOException {
        out.writeLong(time.toEpochSecond(ZoneOffset.UTC));
    }

    static LocalDateTime readTime(DataInputStream in) throws IOException {
        return LocalDateTime.ofEpochSecond(in.readLong(), 0, ZoneOffset.UTC);
    }
}
