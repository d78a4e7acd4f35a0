package com.bloompetos.stream.change;

import com.bloompetos.events.ConfluentAvro;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.function.Supplier;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/**
 * One side of a change, read by column name; a column that is not there reads as null, a missing
 * table column too.
 */
public final class Row {
    private final Schema schema;
    private final Supplier<GenericRecord> undecoded;
    private @Nullable GenericRecord decoded;

    Row(GenericRecord record) {
        schema = record.getSchema();
        undecoded = () -> record;
        decoded = record;
    }

    /** One that is decoded when somebody looks at it; its bytes were found to fit its schema. */
    Row(Schema schema, byte[] bytes, int from, int length, ConfluentAvro avro) {
        this.schema = schema;
        undecoded = () -> avro.decode(schema, bytes, from, length);
    }

    /** A whole record in Confluent's wire format, found to fit its schema. */
    static Row found(Schema schema, byte[] bytes, ConfluentAvro avro) {
        var cursor = AvroCursor.ofRecord(bytes);
        var from = cursor.at();
        cursor.skipWhole(schema);
        return new Row(schema, bytes, from, bytes.length - from, avro);
    }

    public Schema schema() {
        return schema;
    }

    /** The Avro record behind it. */
    public GenericRecord avro() {
        var record = decoded;
        if (record == null) {
            record = undecoded.get();
            decoded = record;
        }
        return record;
    }

    public boolean has(String column) {
        return value(column) != null;
    }

    /** Text, uuid or enumeration; fails when it is null. */
    public String text(String column) {
        return present(column).toString();
    }

    public @Nullable String textOrNull(String column) {
        var value = value(column);
        return value == null ? null : value.toString();
    }

    /** Any whole number; fails when it is null. */
    public long number(String column) {
        return ((Number) present(column)).longValue();
    }

    public @Nullable Long numberOrNull(String column) {
        var value = value(column);
        return value == null ? null : Long.valueOf(((Number) value).longValue());
    }

    /** Any number; fails when it is null. */
    public double real(String column) {
        return ((Number) present(column)).doubleValue();
    }

    public boolean flag(String column) {
        return Boolean.TRUE.equals(value(column));
    }

    /** A Postgres {@code date}. */
    public LocalDate day(String column) {
        return LocalDate.ofEpochDay(number(column));
    }

    public @Nullable LocalDate dayOrNull(String column) {
        return has(column) ? day(column) : null;
    }

    /** A Postgres {@code timestamptz}. */
    public Instant instant(String column) {
        return instantOf(text(column));
    }

    public @Nullable Instant instantOrNull(String column) {
        return has(column) ? instant(column) : null;
    }

    /** Debezium writes instants as text, in UTC but for its oldest versions. */
    public static Instant instantOf(String text) {
        return text.endsWith("Z") ? Instant.parse(text) : OffsetDateTime.parse(text).toInstant();
    }

    private Object present(String column) {
        var value = value(column);
        if (value == null) {
            throw new IllegalStateException(
                    "column " + column + " is null or absent in " + schema.getFullName());
        }
        return value;
    }

    private @Nullable Object value(String column) {
        var field = schema.getField(column);
        return field == null ? null : avro().get(field.pos());
    }

    @Override
    public String toString() {
        return avro().toString();
    }
}
