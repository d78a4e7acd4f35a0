package com.bloompetos.stream.warehouse;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.UUID;

/** Rows in ClickHouse's RowBinary format, in memory. */
public final class RowBinary {
    private static final VarHandle SHORT =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private byte[] bytes;
    private int size;

    public RowBinary() {
        this(1024);
    }

    RowBinary(int capacity) {
        bytes = new byte[capacity];
    }

    /** How many bytes are written. */
    public int size() {
        return size;
    }

    /** Forgets what was written behind this size, as when a row fails half-way. */
    void truncate(int to) {
        size = to;
    }

    InputStream read(int from, int to) {
        return new ByteArrayInputStream(bytes, from, to - from);
    }

    /** What was written, copied. */
    public byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }

    public void uint8(int value) {
        room(1);
        bytes[size++] = (byte) value;
    }

    public void bool(boolean value) {
        uint8(value ? 1 : 0);
    }

    /** Goes before each value of a Nullable column; nothing follows when it is null. */
    public void nullMark(boolean isNull) {
        uint8(isNull ? 1 : 0);
    }

    public void int16(int value) {
        room(2);
        SHORT.set(bytes, size, (short) value);
        size += 2;
    }

    public void uint16(int value) {
        int16(value);
    }

    public void int32(int value) {
        room(4);
        INT.set(bytes, size, value);
        size += 4;
    }

    public void int64(long value) {
        room(8);
        LONG.set(bytes, size, value);
        size += 8;
    }

    public void uint64(long value) {
        int64(value);
    }

    public void float32(float value) {
        int32(Float.floatToRawIntBits(value));
    }

    public void float64(double value) {
        int64(Double.doubleToRawLongBits(value));
    }

    /** A String column's value, LowCardinality or not. */
    public void text(CharSequence value) {
        bytes(value.toString().getBytes(StandardCharsets.UTF_8), 0, -1);
    }

    /** Bytes as a String column's value; a length below zero means all of them. */
    public void bytes(byte[] value, int from, int length) {
        var count = length < 0 ? value.length - from : length;
        length(count);
        room(count);
        System.arraycopy(value, from, bytes, size, count);
        size += count;
    }

    /** Goes before the items of an Array or the pairs of a Map. */
    public void length(int count) {
        room(5);
        var left = count;
        while (left > 0x7f) {
            bytes[size++] = (byte) (left & 0x7f | 0x80);
            left >>>= 7;
        }
        bytes[size++] = (byte) left;
    }

    public void uuid(UUID value) {
        int64(value.getMostSignificantBits());
        int64(value.getLeastSignificantBits());
    }

    public void uuid(String value) {
        uuid(UUID.fromString(value));
    }

    public void date32(LocalDate value) {
        int32(Math.toIntExact(value.toEpochDay()));
    }

    public void date(LocalDate value) {
        uint16(Math.toIntExact(value.toEpochDay()));
    }

    /** A DateTime64(6) column's value: microseconds since 1970. */
    public void micros(long value) {
        int64(value);
    }

    public void instant(Instant value) {
        micros(
                Math.addExact(
                        Math.multiplyExact(value.getEpochSecond(), 1_000_000L),
                        value.getNano() / 1000));
    }

    /** A whole number of this many bytes, as wide decimals need it. */
    public void integer(BigInteger value, int width) {
        var big = value.toByteArray();
        if (big.length > width) {
            throw new ArithmeticException(value + " does not fit " + width + " bytes");
        }
        room(width);
        var fill = (byte) (value.signum() < 0 ? -1 : 0);
        for (var i = 0; i < width; i++) {
            bytes[size++] = i < big.length ? big[big.length - 1 - i] : fill;
        }
    }

    private void room(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
        }
    }
}
