package com.bloompetos.stream.change;

import com.bloompetos.events.ConfluentAvro;
import com.bloompetos.events.Schemas;
import com.bloompetos.events.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;

/**
 * Makes changes as the connector writes them, through the same bytes, without a broker or a
 * registry.
 */
public final class TestChanges {
    private static final Schema SOURCE =
            SchemaBuilder.record("Source")
                    .namespace("io.debezium.connector.postgresql")
                    .fields()
                    .optionalLong("lsn")
                    .optionalLong("ts_us")
                    .requiredString("table")
                    .endRecord();

    private final InMemory schemas = new InMemory();
    private final ConfluentAvro avro = new ConfluentAvro(schemas);
    private final AtomicLong offset = new AtomicLong();

    private static final class InMemory implements Schemas {
        private final List<Schema> all = new ArrayList<>();

        @Override
        public synchronized Schema byId(int id) {
            return all.get(id - 1);
        }

        @Override
        public synchronized int idOf(String subject, Schema schema) {
            var known = all.indexOf(schema);
            if (known < 0) {
                all.add(schema);
                return all.size();
            }
            return known + 1;
        }
    }

    /**
     * A row's schema, from {@code name type} pairs in Avro's JSON: {@code column("status",
     * "\"string\"")}.
     */
    public static Schema rowSchema(String table, String... fields) {
        return new Schema.Parser()
                .parse(
                        "{\"type\":\"record\",\"name\":\"Value\",\"namespace\":\"bloom.public."
                                + table
                                + "\",\"fields\":["
                                + String.join(",", fields)
                                + "]}");
    }

    public static String uuid(String name) {
        return "{\"name\":\""
                + name
                + "\",\"type\":{\"type\":\"string\",\"connect.name\":\"io.debezium.data.Uuid\"}}";
    }

    public static String column(String name, String type) {
        return "{\"name\":\"" + name + "\",\"type\":" + type + "}";
    }

    public static String nullable(String name, String type) {
        return "{\"name\":\"" + name + "\",\"type\":[\"null\"," + type + "],\"default\":null}";
    }

    public static String withDefault(String name, String type, String constant) {
        return "{\"name\":\"" + name + "\",\"type\":" + type + ",\"default\":" + constant + "}";
    }

    public static GenericRecord row(Schema schema, Map<String, ?> values) {
        var record = new GenericData.Record(schema);
        for (var field : schema.getFields()) {
            var fallback =
                    field.hasDefaultValue() && field.defaultVal() != JsonProperties.NULL_VALUE
                            ? field.defaultVal()
                            : null;
            record.put(
                    field.name(),
                    values.containsKey(field.name()) ? values.get(field.name()) : fallback);
        }
        return record;
    }

    public Change created(Topic topic, long lsn, GenericRecord after, String... key) {
        return change(topic.name(), "c", lsn, null, after, key);
    }

    public Change updated(
            Topic topic, long lsn, GenericRecord before, GenericRecord after, String... key) {
        return change(topic.name(), "u", lsn, before, after, key);
    }

    public Change deleted(Topic topic, long lsn, GenericRecord before, String... key) {
        return change(topic.name(), "d", lsn, before, null, key);
    }

    public Change snapshot(Topic topic, long lsn, GenericRecord row, String... key) {
        return change(topic.name(), "r", lsn, null, row, key);
    }

    public Change tombstone(Topic topic) {
        return Change.of(
                new Origin(topic.name(), 0, offset.getAndIncrement(), 0, null, null), avro);
    }

    /** A record of this place that came back as this replay. */
    Change replayed(Topic topic, long at, long replay) {
        return Change.of(new Origin(topic.name(), 0, at, 0, null, null, replay), avro);
    }

    /** A record of a topic without an envelope. */
    public Change plain(Topic topic, GenericRecord value) {
        return decode(topic.name(), null, avro.encode(topic.name(), value));
    }

    public Change decode(String topic, byte[] key, byte[] value) {
        return Change.of(
                new Origin(topic, 0, offset.getAndIncrement(), 1_700_000_000_000L, key, value),
                avro);
    }

    /**
     * Any change; {@code key} names the columns of the row that make the record's key, none for no
     * key.
     */
    public Change change(
            String topic,
            String op,
            long lsn,
            GenericRecord before,
            GenericRecord after,
            String... key) {
        var row = after == null ? before : after;
        return decode(
                topic,
                key.length == 0 ? null : key(topic, row, key),
                envelope(topic, op, lsn, before, after));
    }

    private byte[] key(String topic, GenericRecord row, String... columns) {
        var fields = new ArrayList<Schema.Field>();
        for (var column : columns) {
            fields.add(
                    new Schema.Field(
                            column,
                            row.getSchema().getField(column).schema(),
                            null,
                            (Object) null));
        }
        var schema =
                Schema.createRecord("Key", null, row.getSchema().getNamespace(), false, fields);
        var record = new GenericData.Record(schema);
        for (var column : columns) {
            record.put(column, row.get(column));
        }
        return avro.encodeKey(topic, record);
    }

    public byte[] envelope(
            String topic, String op, long lsn, GenericRecord before, GenericRecord after) {
        var row = (after == null ? before : after).getSchema();
        var nullableRow = Schema.createUnion(Schema.create(Schema.Type.NULL), row);
        var schema = Schema.createRecord("Envelope", null, row.getNamespace(), false);
        schema.setFields(
                List.of(
                        new Schema.Field("before", nullableRow, null, JsonProperties.NULL_VALUE),
                        new Schema.Field("after", nullableRow, null, JsonProperties.NULL_VALUE),
                        new Schema.Field("source", SOURCE, null, (Object) null),
                        new Schema.Field(
                                "op", Schema.create(Schema.Type.STRING), null, (Object) null)));
        var source = new GenericData.Record(SOURCE);
        source.put("lsn", lsn);
        source.put("ts_us", 1_700_000_000_000_000L + lsn);
        source.put("table", topic.substring(topic.indexOf('.') + 1));
        var envelope = new GenericData.Record(schema);
        envelope.put("before", before);
        envelope.put("after", after);
        envelope.put("source", source);
        envelope.put("op", op);
        return avro.encode(topic, envelope);
    }
}
