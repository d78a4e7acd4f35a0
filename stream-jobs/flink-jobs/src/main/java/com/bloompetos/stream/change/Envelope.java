package com.bloompetos.stream.change;

import com.bloompetos.events.ConfluentAvro;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Debezium's envelope around a row, by its schema: where the few things are that a change needs.
 *
 * <p>Its rows are found, not decoded; most of them nobody looks at, and decoding everything was
 * most of a mirror's work.
 */
final class Envelope {
    private static final Map<Schema, Envelope> KNOWN = new ConcurrentHashMap<>();

    private enum Part {
        BEFORE,
        AFTER,
        SOURCE,
        OP,
        LSN,
        MICROS,
        MILLIS,
        OTHER
    }

    private final Schema schema;
    private final Part[] parts;
    private final Part[] sourceParts;

    /** What one envelope holds. */
    static final class Content {
        @Nullable Row before;
        @Nullable Row after;
        @Nullable Long lsn;
        @Nullable Long micros;
        @Nullable Long millis;
        char op = ' ';
    }

    private Envelope(Schema schema) {
        this.schema = schema;
        if (schema.getType() != Schema.Type.RECORD) {
            parts = new Part[0];
            sourceParts = new Part[0];
            return;
        }
        parts =
                parts(
                        schema,
                        Map.of(
                                "before", Part.BEFORE,
                                "after", Part.AFTER,
                                "source", Part.SOURCE,
                                "op", Part.OP));
        var source = schema.getField("source");
        sourceParts =
                source == null || source.schema().getType() != Schema.Type.RECORD
                        ? new Part[0]
                        : parts(
                                source.schema(),
                                Map.of(
                                        "lsn", Part.LSN,
                                        "ts_us", Part.MICROS,
                                        "ts_ms", Part.MILLIS));
    }

    static Envelope of(Schema schema) {
        var known = KNOWN.get(schema);
        if (known == null) {
            known = new Envelope(schema);
            KNOWN.put(schema, known);
        }
        return known;
    }

    private static Part[] parts(Schema record, Map<String, Part> byName) {
        return record.getFields().stream()
                .map(field -> byName.getOrDefault(field.name(), Part.OTHER))
                .toArray(Part[]::new);
    }

    /** Whether the schema is that of an envelope at all. */
    boolean isOne() {
        return schema.getType() == Schema.Type.RECORD
                && schema.getField("op") != null
                && schema.getField("after") != null
                && sourceParts.length > 0;
    }

    /** Finds everything, and fails when the bytes are not what the schema says. */
    Content read(byte[] bytes, ConfluentAvro avro) {
        var cursor = AvroCursor.ofRecord(bytes);
        var content = new Content();
        cursor.whole(() -> read(cursor, bytes, avro, content));
        return content;
    }

    private void read(AvroCursor cursor, byte[] bytes, ConfluentAvro avro, Content content) {
        var fields = schema.getFields();
        for (var i = 0; i < parts.length; i++) {
            var field = fields.get(i).schema();
            switch (parts[i]) {
                case BEFORE -> content.before = row(bytes, cursor, field, avro);
                case AFTER -> content.after = row(bytes, cursor, field, avro);
                case SOURCE -> readSource(cursor, field, content);
                case OP -> content.op = op(cursor, field);
                default -> cursor.skip(field);
            }
        }
    }

    private static @Nullable Row row(
            byte[] bytes, AvroCursor cursor, Schema field, ConfluentAvro avro) {
        var schema = field.isUnion() ? cursor.branch(field) : field;
        var from = cursor.at();
        cursor.skip(schema);
        return schema.getType() == Schema.Type.RECORD
                ? new Row(schema, bytes, from, cursor.at() - from, avro)
                : null;
    }

    private static char op(AvroCursor cursor, Schema field) {
        var schema = field.isUnion() ? cursor.branch(field) : field;
        if (schema.getType() == Schema.Type.STRING) {
            return cursor.letter();
        }
        cursor.skip(schema);
        return ' ';
    }

    private void readSource(AvroCursor cursor, Schema record, Content content) {
        var fields = record.getFields();
        for (var i = 0; i < sourceParts.length; i++) {
            var field = fields.get(i).schema();
            switch (sourceParts[i]) {
                case LSN -> content.lsn = number(cursor, field);
                case MICROS -> content.micros = number(cursor, field);
                case MILLIS -> content.millis = number(cursor, field);
                default -> cursor.skip(field);
            }
        }
    }

    private static @Nullable Long number(AvroCursor cursor, Schema field) {
        var schema = field.isUnion() ? cursor.branch(field) : field;
        if (schema.getType() == Schema.Type.LONG || schema.getType() == Schema.Type.INT) {
            return cursor.number();
        }
        cursor.skip(schema);
        return null;
    }
}
