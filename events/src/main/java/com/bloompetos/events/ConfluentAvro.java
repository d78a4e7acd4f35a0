package com.bloompetos.events;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.jspecify.annotations.Nullable;

/**
 * Avro in Confluent's wire format: a zero byte, four bytes of schema id, the record. Thread safe.
 */
public final class ConfluentAvro {
    private static final byte MAGIC = 0;
    private static final int HEADER = 1 + Integer.BYTES;
    private static final Map<String, ConfluentAvro> SHARED = new ConcurrentHashMap<>();

    private final Schemas schemas;
    private final Map<Integer, DatumReader<GenericRecord>> genericReaders =
            new ConcurrentHashMap<>();
    private final Map<Schema, DatumReader<GenericRecord>> partReaders = new ConcurrentHashMap<>();
    private final Map<Reading, DatumReader<?>> specificReaders = new ConcurrentHashMap<>();
    // Kafka Streams shares one serde between its threads; coders keep a buffer each.
    private final ThreadLocal<@Nullable BinaryDecoder> decoders = new ThreadLocal<>();
    private final ThreadLocal<@Nullable BinaryEncoder> encoders = new ThreadLocal<>();

    private record Reading(int id, Class<?> type) {}

    public ConfluentAvro(Schemas schemas) {
        this.schemas = schemas;
    }

    /** The one instance of this program for a registry, so that its caches are shared. */
    public static ConfluentAvro at(String registryUrl) {
        return SHARED.computeIfAbsent(
                registryUrl, url -> new ConfluentAvro(new ConfluentSchemas(url)));
    }

    /** The id in front of the record, or {@link UnreadableRecord} when there is none. */
    public static int schemaId(byte[] bytes) {
        if (bytes.length < HEADER) {
            throw new UnreadableRecord("only " + bytes.length + " bytes: no room for a schema id");
        }
        if (bytes[0] != MAGIC) {
            throw new UnreadableRecord(
                    "first byte is " + bytes[0] + ", not the 0 of Confluent's wire format");
        }
        return ByteBuffer.wrap(bytes, 1, Integer.BYTES).getInt();
    }

    public Schema schema(int id) {
        return schemas.byId(id);
    }

    /** The record as it was written. */
    public GenericRecord decode(byte[] bytes) {
        var id = schemaId(bytes);
        var reader = genericReaders.get(id);
        if (reader == null) {
            var schema = schemas.byId(id);
            if (schema.getType() != Schema.Type.RECORD) {
                throw new UnreadableRecord(
                        "schema " + id + " is a " + schema.getType() + ", not a record");
            }
            reader = new GenericDatumReader<>(schema);
            genericReaders.put(id, reader);
        }
        return read(reader, bytes);
    }

    /** A record inside another one, whose place is known. */
    public GenericRecord decode(Schema schema, byte[] bytes, int from, int length) {
        var reader = partReaders.get(schema);
        if (reader == null) {
            reader = new GenericDatumReader<>(schema);
            partReaders.put(schema, reader);
        }
        return read(reader, bytes, from, length);
    }

    /**
     * The record as this program knows it: fields it does not know are skipped, missing ones take
     * their default.
     */
    public <T extends SpecificRecordBase> T decode(byte[] bytes, Class<T> type) {
        var key = new Reading(schemaId(bytes), type);
        var reader =
                specificReaders.computeIfAbsent(
                        key,
                        k ->
                                new SpecificDatumReader<T>(
                                        schemas.byId(k.id()),
                                        SpecificData.get().getSchema(type),
                                        SpecificData.getForClass(type)));
        return type.cast(read(reader, bytes));
    }

    /**
     * The record in wire format; its schema is registered under {@code <topic>-value} when it is
     * new.
     */
    public byte[] encode(String topic, GenericRecord record) {
        return encode(topic + "-value", record, record.getSchema());
    }

    public byte[] encodeKey(String topic, GenericRecord record) {
        return encode(topic + "-key", record, record.getSchema());
    }

    /** For Kafka clients and Kafka Streams. */
    public <T extends SpecificRecordBase> Serde<T> serde(Class<T> type) {
        return Serdes.serdeFrom(
                (topic, value) -> value == null ? null : encode(topic, value),
                (topic, bytes) -> bytes == null ? null : decode(bytes, type));
    }

    private <T> T read(DatumReader<T> reader, byte[] bytes) {
        return read(reader, bytes, HEADER, bytes.length - HEADER);
    }

    private <T> T read(DatumReader<T> reader, byte[] bytes, int from, int length) {
        var decoder = DecoderFactory.get().binaryDecoder(bytes, from, length, decoders.get());
        decoders.set(decoder);
        T value;
        try {
            value = reader.read(null, decoder);
        } catch (IOException | RuntimeException e) {
            // Foreign bytes make Avro throw nearly anything; here, and only here, each of them
            // means one thing.
            throw new UnreadableRecord("does not fit its schema " + schemaId(bytes) + ": " + e, e);
        }
        try {
            if (!decoder.isEnd()) {
                throw new UnreadableRecord(
                        "bytes are left over behind the record of schema " + schemaId(bytes));
            }
        } catch (IOException e) {
            throw new UnreadableRecord("does not end", e);
        }
        return value;
    }

    private byte[] encode(String subject, Object record, Schema schema) {
        var id = schemas.idOf(subject, schema);
        var out = new ByteArrayOutputStream(256);
        out.write(MAGIC);
        out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(id).array());
        var encoder = EncoderFactory.get().directBinaryEncoder(out, encoders.get());
        encoders.set(encoder);
        try {
            writer(record, schema).write(record, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new IllegalStateException("memory refused a write", e);
        }
        return out.toByteArray();
    }

    private static DatumWriter<Object> writer(Object record, Schema schema) {
        return record instanceof SpecificRecordBase specific
                ? new SpecificDatumWriter<>(schema, specific.getSpecificData())
                : new GenericDatumWriter<>(schema, GenericData.get());
    }
}
