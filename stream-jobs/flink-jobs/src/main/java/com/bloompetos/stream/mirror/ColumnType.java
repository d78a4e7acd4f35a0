package com.bloompetos.stream.mirror;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A column's type in the warehouse, as far as the mirror makes them.
 *
 * @param lowCardinality whether the same few texts come again and again
 * @param precision digits of a decimal, else 0
 * @param item what an array holds, else null
 */
record ColumnType(
        Kind kind,
        boolean nullable,
        boolean lowCardinality,
        int precision,
        int scale,
        @Nullable ColumnType item) {
    enum Kind {
        BOOL("Bool"),
        INT32("Int32"),
        INT64("Int64"),
        FLOAT64("Float64"),
        DECIMAL("Decimal"),
        DATE("Date32"),
        INSTANT("DateTime64(6, 'UTC')"),
        UUID("UUID"),
        TEXT("String"),
        ARRAY("Array"),
        MAP("Map(String, String)"),
        VERSION("UInt64"),
        DELETED("UInt8");

        private final String sql;

        Kind(String sql) {
            this.sql = sql;
        }
    }

    private static final int MOST_DIGITS = 76;
    private static final Pattern DECIMAL = Pattern.compile("Decimal\\((\\d+), (\\d+)\\)");
    private static final ColumnType ANY_TEXT = of(Kind.TEXT);

    static ColumnType of(Kind kind) {
        return new ColumnType(kind, false, false, 0, 0, null);
    }

    static ColumnType decimal(int precision, int scale) {
        return new ColumnType(Kind.DECIMAL, false, false, precision, scale, null);
    }

    static ColumnType arrayOf(ColumnType item) {
        return new ColumnType(Kind.ARRAY, false, false, 0, 0, item);
    }

    ColumnType orNull() {
        // An absent array or map is an empty one: ClickHouse has no other.
        return kind == Kind.ARRAY || kind == Kind.MAP ? this : nullable(true);
    }

    ColumnType nullable(boolean now) {
        return new ColumnType(kind, now, lowCardinality, precision, scale, item);
    }

    ColumnType repetitive() {
        return new ColumnType(kind, nullable, true, precision, scale, item);
    }

    /**
     * The type as ClickHouse writes it in {@code system.columns}; nothing for one that the mirror
     * never makes.
     */
    static Optional<ColumnType> parse(String sql) {
        if (sql.startsWith("LowCardinality(")) {
            return parse(inside(sql)).map(ColumnType::repetitive);
        }
        if (sql.startsWith("Nullable(")) {
            return parse(inside(sql)).map(type -> type.nullable(true));
        }
        if (sql.startsWith("Array(")) {
            return parse(inside(sql)).map(ColumnType::arrayOf);
        }
        var decimal = DECIMAL.matcher(sql);
        if (decimal.matches()) {
            return Optional.of(
                    decimal(
                            Integer.parseInt(decimal.group(1)),
                            Integer.parseInt(decimal.group(2))));
        }
        return Arrays.stream(Kind.values())
                .filter(kind -> kind.sql.equals(sql))
                .findFirst()
                .map(ColumnType::of);
    }

    private static String inside(String sql) {
        return sql.substring(sql.indexOf('(') + 1, sql.length() - 1);
    }

    String sql() {
        var base =
                switch (kind) {
                    case DECIMAL -> "Decimal(" + precision + ", " + scale + ")";
                    case ARRAY -> "Array(" + (item == null ? ANY_TEXT : item).sql() + ")";
                    default -> kind.sql;
                };
        var sql = nullable ? "Nullable(" + base + ")" : base;
        return lowCardinality ? "LowCardinality(" + sql + ")" : sql;
    }

    /** The narrowest type that holds every value of both; text holds anything. */
    ColumnType widenedTo(ColumnType wanted) {
        var both = nullable || wanted.nullable;
        if (kind == wanted.kind) {
            return switch (kind) {
                case DECIMAL -> widerDecimal(wanted).nullable(both);
                case ARRAY ->
                        item == null || wanted.item == null
                                ? this
                                : arrayOf(item.widenedTo(wanted.item));
                default -> this.nullable(both && kind != Kind.MAP);
            };
        }
        return wider(wanted).nullable(both);
    }

    private ColumnType wider(ColumnType wanted) {
        if (isWhole() && wanted.isWhole()) {
            return of(Kind.INT64);
        }
        if (isNumber() && wanted.isNumber()) {
            return kind == Kind.FLOAT64 || wanted.kind == Kind.FLOAT64
                    ? of(Kind.FLOAT64)
                    : asDecimal().widerDecimal(wanted.asDecimal());
        }
        if (isTime() && wanted.isTime()) {
            return of(Kind.INSTANT);
        }
        return kind == Kind.TEXT ? this : ANY_TEXT;
    }

    private ColumnType widerDecimal(ColumnType other) {
        var digits = Math.max(precision - scale, other.precision - other.scale);
        var widerScale = Math.max(scale, other.scale);
        return decimal(Math.min(MOST_DIGITS, digits + widerScale), widerScale);
    }

    private ColumnType asDecimal() {
        return switch (kind) {
            case INT32 -> decimal(10, 0);
            case INT64 -> decimal(19, 0);
            default -> this;
        };
    }

    private boolean isWhole() {
        return kind == Kind.INT32 || kind == Kind.INT64;
    }

    private boolean isNumber() {
        return isWhole() || kind == Kind.DECIMAL || kind == Kind.FLOAT64;
    }

    private boolean isTime() {
        return kind == Kind.DATE || kind == Kind.INSTANT;
    }

    /** Bytes of a decimal in RowBinary. */
    int decimalWidth() {
        return precision <= 9 ? 4 : precision <= 18 ? 8 : precision <= 38 ? 16 : 32;
    }
}
