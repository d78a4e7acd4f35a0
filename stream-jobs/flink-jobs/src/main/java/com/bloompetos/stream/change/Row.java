package com.bloompetos.stream.change;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/**
 * One side of a change, read by column name; a column that is not there reads as null, a missing
 * table column too.
 */
public final class Row {
    private final GenericRecord record;

    Row(GenericRecord record) {
        this.record = record;
    }

    /** The Avro record behind it, for those who must know its schema. */
    public GenericRecord avro() {
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
                    "column "
                            + column
                            + " is null or absent in "
                            + record.getSchema().getFullName());
        }
        return value;
    }

    private @Nullable Object value(String column) {
        var field = record.getSchema().getField(column);
        return field == null ? null : record.get(field.pos());
    }

    @Override
    public String toString() {
        return record.toString();
    }
}
