package com.bloompetos.stream.change;

import com.bloompetos.events.ConfluentAvro;
import com.bloompetos.events.UnreadableRecord;
import org.apache.avro.Schema;

/**
 * Walks over Avro's binary form without making objects of it: most of a change's envelope is never
 * looked at.
 */
final class AvroCursor {
    private static final int HEADER = 5;

    private final byte[] bytes;
    private int at;

    private AvroCursor(byte[] bytes) {
        this.bytes = bytes;
        at = HEADER;
    }

    /** At the first byte of a record in Confluent's wire format. */
    static AvroCursor ofRecord(byte[] bytes) {
        return new AvroCursor(bytes);
    }

    int at() {
        return at;
    }

    interface Walk {
        void over();
    }

    /** Whatever is done must end exactly where the bytes end. */
    void whole(Walk walk) {
        try {
            walk.over();
        } catch (IndexOutOfBoundsException | ArithmeticException e) {
            throw new UnreadableRecord(
                    "does not fit its schema " + ConfluentAvro.schemaId(bytes) + ": " + e, e);
        }
        if (at != bytes.length) {
            throw new UnreadableRecord(
                    "bytes are left over behind the record of schema "
                            + ConfluentAvro.schemaId(bytes));
        }
    }

    void skipWhole(Schema schema) {
        whole(() -> skip(schema));
    }

    /** An int, a long, a union's branch or an enumeration's symbol; also a length. */
    long number() {
        long value = 0;
        for (var shift = 0; shift < 64; shift += 7) {
            var next = bytes[at++];
            value |= (next & 0x7fL) << shift;
            if (next >= 0) {
                return value >>> 1 ^ -(value & 1);
            }
        }
        throw new IndexOutOfBoundsException("a number of more than ten bytes");
    }

    /** The branch of a union that a value takes. */
    Schema branch(Schema union) {
        return union.getTypes().get(Math.toIntExact(number()));
    }

    /** The first byte of a text whose length does not matter, or a blank. */
    char letter() {
        var length = number();
        var first = length > 0 ? (char) bytes[at] : ' ';
        forward(length);
        return length == 1 ? first : ' ';
    }

    void skip(Schema schema) {
        switch (schema.getType()) {
            case NULL -> {}
            case BOOLEAN -> forward(1);
            case INT, LONG, ENUM -> number();
            case FLOAT -> forward(4);
            case DOUBLE -> forward(8);
            case BYTES, STRING -> forward(number());
            case FIXED -> forward(schema.getFixedSize());
            case UNION -> skip(branch(schema));
            case ARRAY -> skipBlocks(schema.getElementType(), false);
            case MAP -> skipBlocks(schema.getValueType(), true);
            case RECORD -> {
                var fields = schema.getFields();
                for (var i = 0; i < fields.size(); i++) {
                    skip(fields.get(i).schema());
                }
            }
        }
    }

    private void skipBlocks(Schema item, boolean withKeys) {
        for (var count = number(); count != 0; count = number()) {
            if (count < 0) {
                forward(number()); // The block says how many bytes it has.
                continue;
            }
            for (long i = 0; i < count; i++) {
                if (withKeys) {
                    forward(number());
                }
                skip(item);
            }
        }
    }

    private void forward(long count) {
        if (count < 0 || count > bytes.length - at) {
            throw new IndexOutOfBoundsException(count + " bytes at " + at + " of " + bytes.length);
        }
        at += (int) count;
    }
}
