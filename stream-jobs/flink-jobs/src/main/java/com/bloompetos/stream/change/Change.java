package com.bloompetos.stream.change;

import com.bloompetos.events.ConfluentAvro;
import com.bloompetos.events.UnreadableRecord;
import java.time.Instant;
import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/**
 * One record of a change topic: a row that was created, updated, deleted or read by a snapshot.
 *
 * <p>Immutable. Topics without an envelope (risk scores, findings) read as updates of the row they
 * carry.
 */
public final class Change {
    /** What happened to the row; the last two never leave {@link ChangeStream}. */
    public enum Op {
        CREATE,
        UPDATE,
        DELETE,
        SNAPSHOT,
        TOMBSTONE,
        UNREADABLE
    }

    private static final String CHANGE_TOPICS = "cdc.";

    private final Origin origin;
    private final Op op;
    private final @Nullable Row key;
    private final @Nullable Row before;
    private final @Nullable Row after;
    private final long version;
    private final long committedMicros;
    private final String reason;

    private Change(
            Origin origin,
            Op op,
            @Nullable Row key,
            @Nullable Row before,
            @Nullable Row after,
            long version,
            long committedMicros,
            String reason) {
        this.origin = origin;
        this.op = op;
        this.key = key;
        this.before = before;
        this.after = after;
        this.version = version;
        this.committedMicros = committedMicros;
        this.reason = reason;
    }

    /** Decodes a record; what cannot be decoded becomes a change that says why. */
    static Change of(Origin origin, ConfluentAvro avro) {
        var value = origin.value();
        if (value == null) {
            return new Change(origin, Op.TOMBSTONE, null, null, null, 0, 0, "");
        }
        try {
            return origin.topic().startsWith(CHANGE_TOPICS)
                    ? enveloped(origin, avro, value)
                    : plain(origin, avro, value);
        } catch (UnreadableRecord e) {
            return new Change(
                    origin,
                    Op.UNREADABLE,
                    null,
                    null,
                    null,
                    0,
                    0,
                    Objects.requireNonNullElse(e.getMessage(), ""));
        }
    }

    private static Change unreadable(Origin origin, String reason) {
        return new Change(origin, Op.UNREADABLE, null, null, null, 0, 0, reason);
    }

    private static Change enveloped(Origin origin, ConfluentAvro avro, byte[] value) {
        var schema = avro.schema(ConfluentAvro.schemaId(value));
        var envelope = Envelope.of(schema);
        if (!envelope.isOne()) {
            return unreadable(
                    origin, "record " + schema.getFullName() + " is not a change's envelope");
        }
        var content = envelope.read(value, avro);
        var op = op(content.op);
        if (op == Op.UNREADABLE) {
            return unreadable(
                    origin, "operation '" + content.op + "' is not the change of one row");
        }
        if ((op == Op.DELETE ? content.before : content.after) == null) {
            return unreadable(origin, "a change '" + content.op + "' without its row");
        }
        if (content.lsn == null && op != Op.SNAPSHOT) {
            return unreadable(origin, "a change without its log position");
        }
        var keyBytes = origin.key();
        return new Change(
                origin,
                op,
                keyBytes == null ? null : key(keyBytes, avro),
                content.before,
                content.after,
                op == Op.SNAPSHOT || content.lsn == null ? 0 : content.lsn,
                committedMicros(content, origin),
                "");
    }

    private static Row key(byte[] bytes, ConfluentAvro avro) {
        var id = ConfluentAvro.schemaId(bytes);
        var schema = avro.schema(id);
        if (schema.getType() != Schema.Type.RECORD) {
            throw new UnreadableRecord("key of schema " + id + " is not a record");
        }
        return Row.found(schema, bytes, avro);
    }

    private static Change plain(Origin origin, ConfluentAvro avro, byte[] value) {
        var record = avro.decode(value);
        var version = number(record, "source_version");
        return new Change(
                origin,
                Op.UPDATE,
                null,
                null,
                new Row(record),
                version == null ? 0 : version,
                1000 * origin.timestamp(),
                "");
    }

    private static Op op(char letter) {
        return switch (letter) {
            case 'c' -> Op.CREATE;
            case 'u' -> Op.UPDATE;
            case 'd' -> Op.DELETE;
            case 'r' -> Op.SNAPSHOT;
            default -> Op.UNREADABLE;
        };
    }

    private static long committedMicros(Envelope.Content content, Origin origin) {
        if (content.micros != null) {
            return content.micros;
        }
        return 1000 * (content.millis == null ? origin.timestamp() : content.millis);
    }

    private static @Nullable Long number(GenericRecord record, String name) {
        var field = record.getSchema().getField(name);
        var value = field == null ? null : record.get(field.pos());
        return value instanceof Number number ? Long.valueOf(number.longValue()) : null;
    }

    /** The record it was read from. */
    public Origin origin() {
        return origin;
    }

    public String topic() {
        return origin.topic();
    }

    /**
     * The table's name: {@code appointments} for {@code cdc.appointments}, {@code risk_scores} for
     * its topic.
     */
    public String table() {
        return origin.topic().substring(origin.topic().lastIndexOf('.') + 1).replace('-', '_');
    }

    public Op op() {
        return op;
    }

    public boolean isDelete() {
        return op == Op.DELETE;
    }

    /** The row as it was; null when it was created or read by a snapshot. */
    public @Nullable Row before() {
        return before;
    }

    /** The row as it is; null when it was deleted. */
    public @Nullable Row after() {
        return after;
    }

    /** The row as it is, or for a delete as it last was. */
    public Row row() {
        return Objects.requireNonNull(
                isDelete() ? before : after, "only readable changes have a row");
    }

    /** The row's identity as the connector keyed it; null on topics without an envelope. */
    public @Nullable Row key() {
        return key;
    }

    /** The log position of this row change: per key the newer one is greater. 0 for snapshots. */
    public long version() {
        return version;
    }

    public Instant committedAt() {
        return Instant.ofEpochSecond(
                Math.floorDiv(committedMicros, 1_000_000L),
                1000 * Math.floorMod(committedMicros, 1_000_000L));
    }

    public long committedMicros() {
        return committedMicros;
    }

    /** Why an unreadable one is unreadable. */
    String reason() {
        return reason;
    }

    /** This change as a dead letter: the bytes that came, and why nothing can be made of them. */
    public DeadLetter refused(String why) {
        return origin.refused(why);
    }

    @Override
    public String toString() {
        return op + " " + origin + (op == Op.UNREADABLE ? ": " + reason : " at " + version);
    }
}
