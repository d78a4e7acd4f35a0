package com.bloompetos.stream.mirror;

import com.bloompetos.stream.mirror.ColumnType.Kind;
import com.bloompetos.stream.warehouse.RowBinary;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.util.Utf8;
import org.jspecify.annotations.Nullable;

/**
 * A column as the change's schema describes it: what its values mean, and how they are written into
 * a column of the warehouse, which may have grown wider.
 */
final class SourceColumn {
    /** Texts that repeat, by the column's name: the schema does not tell them from free text. */
    private static final Set<String> REPETITIVE =
            Set.of(
                    "status",
                    "from_status",
                    "to_status",
                    "state",
                    "kind",
                    "subject_kind",
                    "role",
                    "category",
                    "method",
                    "severity",
                    "rule",
                    "species",
                    "breed",
                    "gender",
                    "currency",
                    "time_zone",
                    "unit",
                    "vaccine_name",
                    "model_version");

    private static final long MICROS_OF_DAY = 86_400_000_000L;

    private enum Meaning {
        BOOL,
        INT,
        LONG,
        FLOAT,
        DECIMAL,
        VARIABLE_DECIMAL,
        DAYS,
        MILLIS,
        MICROS,
        NANOS,
        INSTANT_TEXT,
        UUID,
        TEXT,
        BYTES,
        ARRAY,
        MAP,
        RECORD
    }

    private final String name;
    private final Meaning meaning;
    private final ColumnType type;
    private final @Nullable SourceColumn item;
    private final @Nullable String defaultSql;

    private SourceColumn(
            String name,
            Meaning meaning,
            ColumnType type,
            @Nullable SourceColumn item,
            @Nullable String defaultSql) {
        this.name = name;
        this.meaning = meaning;
        this.type = type;
        this.item = item;
        this.defaultSql = defaultSql;
    }

    static SourceColumn of(Schema.Field field) {
        return of(
                field.name(), field.schema(), field.hasDefaultValue() ? field.defaultVal() : null);
    }

    private static SourceColumn of(String name, Schema schema, @Nullable Object defaultValue) {
        var value = present(schema);
        var meaning = meaning(value);
        var item = meaning == Meaning.ARRAY ? of(name, value.getElementType(), null) : null;
        var type = type(name, value, meaning, item);
        return new SourceColumn(
                name,
                meaning,
                schema.isNullable() ? type.orNull() : type,
                item,
                defaultSql(meaning, defaultValue));
    }

    private static Schema present(Schema schema) {
        return schema.isUnion()
                ? schema.getTypes().stream()
                        .filter(type -> type.getType() != Schema.Type.NULL)
                        .findFirst()
                        .orElseThrow(() -> new Unmirrorable("a column that is always null"))
                : schema;
    }

    private static Meaning meaning(Schema schema) {
        var said = schema.getProp("connect.name");
        var named = byName(said == null ? "" : said);
        if (named != null) {
            return named;
        }
        var logical = schema.getProp("logicalType");
        var known = byLogicalType(logical == null ? "" : logical);
        return known != null ? known : byType(schema.getType());
    }

    private static @Nullable Meaning byName(String connectName) {
        return switch (connectName) {
            case "io.debezium.data.Uuid" -> Meaning.UUID;
            case "io.debezium.time.Date", "org.apache.kafka.connect.data.Date" -> Meaning.DAYS;
            case "io.debezium.time.ZonedTimestamp" -> Meaning.INSTANT_TEXT;
            case "io.debezium.time.Timestamp", "org.apache.kafka.connect.data.Timestamp" ->
                    Meaning.MILLIS;
            case "io.debezium.time.MicroTimestamp" -> Meaning.MICROS;
            case "io.debezium.time.NanoTimestamp" -> Meaning.NANOS;
            case "org.apache.kafka.connect.data.Decimal" -> Meaning.DECIMAL;
            case "io.debezium.data.VariableScaleDecimal" -> Meaning.VARIABLE_DECIMAL;
            default -> null;
        };
    }

    private static @Nullable Meaning byLogicalType(String logicalType) {
        return switch (logicalType) {
            case "uuid" -> Meaning.UUID;
            case "date" -> Meaning.DAYS;
            case "timestamp-millis" -> Meaning.MILLIS;
            case "timestamp-micros" -> Meaning.MICROS;
            case "decimal" -> Meaning.DECIMAL;
            default -> null;
        };
    }

    private static Meaning byType(Schema.Type type) {
        return switch (type) {
            case BOOLEAN -> Meaning.BOOL;
            case INT -> Meaning.INT;
            case LONG -> Meaning.LONG;
            case FLOAT, DOUBLE -> Meaning.FLOAT;
            case BYTES, FIXED -> Meaning.BYTES;
            case ARRAY -> Meaning.ARRAY;
            case MAP -> Meaning.MAP;
            case RECORD -> Meaning.RECORD;
            case STRING, ENUM -> Meaning.TEXT;
            case UNION, NULL ->
                    throw new Unmirrorable("a column that holds now one type, now another");
        };
    }

    private static ColumnType type(
            String name, Schema schema, Meaning meaning, @Nullable SourceColumn item) {
        return switch (meaning) {
            case BOOL -> ColumnType.of(Kind.BOOL);
            case INT -> ColumnType.of(Kind.INT32);
            case LONG -> ColumnType.of(Kind.INT64);
            case FLOAT -> ColumnType.of(Kind.FLOAT64);
            case DECIMAL -> decimal(schema);
            case DAYS -> ColumnType.of(Kind.DATE);
            case MILLIS, MICROS, NANOS, INSTANT_TEXT -> ColumnType.of(Kind.INSTANT);
            case UUID -> ColumnType.of(Kind.UUID);
            case ARRAY -> ColumnType.arrayOf(item == null ? ColumnType.of(Kind.TEXT) : item.type);
            case MAP -> ColumnType.of(Kind.MAP);
            case TEXT ->
                    REPETITIVE.contains(name) || schema.getType() == Schema.Type.ENUM
                            ? ColumnType.of(Kind.TEXT).repetitive()
                            : ColumnType.of(Kind.TEXT);
            case VARIABLE_DECIMAL, BYTES, RECORD -> ColumnType.of(Kind.TEXT);
        };
    }

    private static ColumnType decimal(Schema schema) {
        var precision =
                schema.getObjectProp("precision") instanceof Number digits ? digits.intValue() : 38;
        var scale = schema.getObjectProp("scale") instanceof Number digits ? digits.intValue() : 0;
        return ColumnType.decimal(Math.min(76, precision), scale);
    }

    // Only plain constants: an instant's default is the moment of the ALTER, which the schema does
    // not know.
    private static @Nullable String defaultSql(Meaning meaning, @Nullable Object value) {
        if (value == null || value == JsonProperties.NULL_VALUE) {
            return null;
        }
        return switch (meaning) {
            case BOOL, INT, LONG, FLOAT -> value.toString();
            case TEXT -> "'" + value.toString().replace("\\", "\\\\").replace("'", "\\'") + "'";
            default -> null;
        };
    }

    boolean isUuid() {
        return meaning == Meaning.UUID;
    }

    /** Whether its values are days of the calendar. */
    boolean isDay() {
        return meaning == Meaning.DAYS;
    }

    String name() {
        return name;
    }

    ColumnType type() {
        return type;
    }

    /** The constant that rows from before this column take, or null when it says none. */
    @Nullable String defaultSql() {
        return defaultSql;
    }

    /** Writes a value into a column of this type. */
    void write(@Nullable Object value, ColumnType to, RowBinary out) {
        if (to.nullable()) {
            out.nullMark(value == null);
            if (value == null) {
                return;
            }
        }
        if (value == null) {
            writeAbsent(to, out);
            return;
        }
        switch (to.kind()) {
            case BOOL -> out.bool((Boolean) value);
            case INT32 -> out.int32(Math.toIntExact(whole(value)));
            case INT64 -> out.int64(whole(value));
            case FLOAT64 ->
                    out.float64(
                            meaning == Meaning.DECIMAL
                                    ? decimal(value, to).doubleValue()
                                    : real(value));
            case DECIMAL -> writeDecimal(value, to, out);
            case DATE -> out.date32(LocalDate.ofEpochDay(whole(value)));
            case INSTANT -> out.micros(micros(value));
            case UUID -> out.uuid(AsciiValues.uuid(value));
            case TEXT -> writeText(value, out);
            case ARRAY -> writeArray(value, to, out);
            case MAP -> writeMap(value, out);
            case VERSION, DELETED ->
                    throw new Unmirrorable("column " + name + " has a name that the mirror needs");
        }
    }

    private void writeAbsent(ColumnType to, RowBinary out) {
        switch (to.kind()) {
            case ARRAY, MAP -> out.length(0);
            default ->
                    throw new Unmirrorable(
                            "column " + name + " is null, but it is part of the key");
        }
    }

    private void writeDecimal(Object value, ColumnType to, RowBinary out) {
        var unscaled =
                decimal(value, to).setScale(to.scale(), RoundingMode.UNNECESSARY).unscaledValue();
        out.integer(unscaled, to.decimalWidth());
    }

    private BigDecimal decimal(Object value, ColumnType to) {
        return meaning == Meaning.DECIMAL
                ? new BigDecimal(
                        integer((ByteBuffer) value),
                        type.kind() == Kind.DECIMAL ? type.scale() : to.scale())
                : BigDecimal.valueOf(whole(value));
    }

    private static BigInteger integer(ByteBuffer bytes) {
        return new BigInteger(bytes(bytes));
    }

    private static byte[] bytes(ByteBuffer buffer) {
        var bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    private long whole(Object value) {
        if (value instanceof Number number) {
            return number.longValue();
        }
        throw new Unmirrorable(
                "column " + name + " holds '" + value + "', which is not a whole number");
    }

    private double real(Object value) {
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        throw new Unmirrorable("column " + name + " holds '" + value + "', which is not a number");
    }

    private long micros(Object value) {
        return switch (meaning) {
            case INSTANT_TEXT -> AsciiValues.micros(value);
            case MILLIS -> Math.multiplyExact(whole(value), 1000L);
            case NANOS -> Math.floorDiv(whole(value), 1000L);
            case DAYS -> Math.multiplyExact(whole(value), MICROS_OF_DAY);
            default -> whole(value);
        };
    }

    private void writeText(Object value, RowBinary out) {
        if (value instanceof Utf8 text) {
            out.bytes(text.getBytes(), 0, text.getByteLength());
        } else if (meaning == Meaning.BYTES && value instanceof ByteBuffer buffer) {
            var bytes = bytes(buffer);
            out.bytes(bytes, 0, bytes.length);
        } else {
            out.text(text(value));
        }
    }

    private String text(Object value) {
        return switch (meaning) {
            case DECIMAL -> decimal(value, type).toPlainString();
            case VARIABLE_DECIMAL -> variableDecimal((GenericRecord) value).toPlainString();
            case DAYS -> LocalDate.ofEpochDay(whole(value)).toString();
            case MILLIS, MICROS, NANOS ->
                    Instant.EPOCH.plus(micros(value), ChronoUnit.MICROS).toString();
            default -> value.toString();
        };
    }

    private static BigDecimal variableDecimal(GenericRecord value) {
        return new BigDecimal(
                integer((ByteBuffer) value.get("value")), (Integer) value.get("scale"));
    }

    private void writeArray(Object value, ColumnType to, RowBinary out) {
        if (!(value instanceof Collection<?> items) || item == null || to.item() == null) {
            throw new Unmirrorable(
                    "column " + name + " holds something else than the array it was");
        }
        out.length(items.size());
        for (var each : items) {
            item.write(each, to.item(), out);
        }
    }

    private void writeMap(Object value, RowBinary out) {
        if (!(value instanceof Map<?, ?> pairs)) {
            throw new Unmirrorable("column " + name + " holds something else than the map it was");
        }
        out.length(pairs.size());
        pairs.forEach(
                (key, each) -> {
                    out.text(key.toString());
                    out.text(String.valueOf(each));
                });
    }
}
