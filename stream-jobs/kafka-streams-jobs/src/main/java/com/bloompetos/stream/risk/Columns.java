package com.bloompetos.stream.risk;

import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/** One row's columns by name; what is not there or not readable is said in words. */
record Columns(GenericRecord row) {

    String text(String column) {
        return value(column).toString();
    }

    int integer(String column) {
        return (int) whole(column);
    }

    long whole(String column) {
        if (value(column) instanceof Number number) {
            return number.longValue();
        }
        throw new UnusableChange("column " + column + " is not a number");
    }

    LocalDate day(String column) {
        return LocalDate.ofEpochDay(whole(column));
    }

    Instant instant(String column) {
        try {
            return Instant.parse(text(column));
        } catch (DateTimeParseException e) {
            throw new UnusableChange("column " + column + " is not an instant");
        }
    }

    /** Null for a missing field too. */
    @Nullable Columns record(String field) {
        return row.hasField(field) && row.get(field) instanceof GenericRecord inner
                ? new Columns(inner)
                : null;
    }

    /** Whether the column says something; a row from before the column was added says nothing. */
    boolean has(String column) {
        return row.hasField(column) && row.get(column) != null;
    }

    private Object value(String column) {
        var value = row.hasField(column) ? row.get(column) : null;
        if (value == null) {
            throw new UnusableChange("column " + column + " is missing");
        }
        return value;
    }
}
