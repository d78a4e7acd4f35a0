package com.bloompetos.stream.mirror;

import com.bloompetos.stream.change.Row;
import java.util.UUID;
import org.apache.avro.util.Utf8;

/**
 * Uuids and instants straight from the bytes in which Debezium spells them; a row has several, and
 * the library's ways over text took most of the mirror's time. What is spelt otherwise takes those.
 */
final class AsciiValues {
    private static final int UUID_LENGTH = 36;
    private static final int SECONDS_END = 19;
    private static final long MICROS = 1_000_000;
    private static final int BROKEN = -1;
    private static final byte[] DIGITS = digits();

    private AsciiValues() {}

    private static byte[] digits() {
        var digits = new byte[128];
        for (var i = 0; i < digits.length; i++) {
            digits[i] = (byte) Character.digit(i, 16);
        }
        return digits;
    }

    static UUID uuid(Object value) {
        if (value instanceof Utf8 text && text.getByteLength() == UUID_LENGTH) {
            var ascii = text.getBytes();
            if (ascii[8] == '-' && ascii[13] == '-' && ascii[18] == '-' && ascii[23] == '-') {
                var first = hex(ascii, 0, 8);
                var second = hex(ascii, 9, 13);
                var third = hex(ascii, 14, 18);
                var fourth = hex(ascii, 19, 23);
                var fifth = hex(ascii, 24, 36);
                if ((first | second | third | fourth | fifth) >= 0) {
                    return new UUID(first << 32 | second << 16 | third, fourth << 48 | fifth);
                }
            }
        }
        return UUID.fromString(value.toString());
    }

    private static long hex(byte[] ascii, int from, int to) {
        long value = 0;
        for (var i = from; i < to; i++) {
            var digit = ascii[i] < 0 ? BROKEN : DIGITS[ascii[i]];
            if (digit < 0) {
                return BROKEN;
            }
            value = value << 4 | digit;
        }
        return value;
    }

    /** Microseconds since 1970 of {@code 2026-11-22T04:44:18.070100Z} and its like. */
    static long micros(Object value) {
        if (value instanceof Utf8 text) {
            var micros = micros(text.getBytes(), text.getByteLength());
            if (micros != Long.MIN_VALUE) {
                return micros;
            }
        }
        // Not by ChronoUnit: it counts in nanoseconds, which end in 2262.
        var instant = Row.instantOf(value.toString());
        return Math.addExact(
                Math.multiplyExact(instant.getEpochSecond(), MICROS), instant.getNano() / 1000);
    }

    private static long micros(byte[] ascii, int length) {
        if (length <= SECONDS_END
                || ascii[length - 1] != 'Z'
                || ascii[4] != '-'
                || ascii[7] != '-'
                || ascii[10] != 'T'
                || ascii[13] != ':'
                || ascii[16] != ':') {
            return Long.MIN_VALUE;
        }
        var year = decimal(ascii, 0, 4);
        var month = decimal(ascii, 5, 7);
        var day = decimal(ascii, 8, 10);
        var hour = decimal(ascii, 11, 13);
        var minute = decimal(ascii, 14, 16);
        var second = decimal(ascii, 17, 19);
        var fraction = fraction(ascii, length - 1);
        // A 29th to 31st may not be there in its month: that is for the library to say.
        if ((year | minute | second | fraction) < 0
                || month < 1
                || month > 12
                || day < 1
                || day > 28
                || hour < 0
                || hour > 23
                || minute > 59
                || second > 59) {
            return Long.MIN_VALUE;
        }
        var seconds = ((days(year, month, day) * 24 + hour) * 60 + minute) * 60 + second;
        return seconds * MICROS + fraction;
    }

    /** Of up to six digits behind a dot, in microseconds; a negative number when it is unusual. */
    private static int fraction(byte[] ascii, int end) {
        if (end == SECONDS_END) {
            return 0;
        }
        var count = end - SECONDS_END - 1;
        if (ascii[SECONDS_END] != '.' || count < 1 || count > 6) {
            return BROKEN;
        }
        var fraction = decimal(ascii, SECONDS_END + 1, end);
        for (var i = count; i < 6 && fraction >= 0; i++) {
            fraction *= 10;
        }
        return fraction;
    }

    private static int decimal(byte[] ascii, int from, int to) {
        var value = 0;
        for (var i = from; i < to; i++) {
            var digit = ascii[i] - '0';
            if (digit < 0 || digit > 9) {
                return BROKEN;
            }
            value = 10 * value + digit;
        }
        return value;
    }

    /**
     * Days since 1970 in the Gregorian calendar, counting years from March so that leap days end
     * them.
     */
    private static long days(int year, int month, int day) {
        long shifted = month <= 2 ? year - 1L : year;
        var monthFromMarch = (month + 9) % 12;
        var dayOfYear = (153 * monthFromMarch + 2) / 5 + day - 1;
        return 365 * shifted
                + Math.floorDiv(shifted, 4L)
                - Math.floorDiv(shifted, 100L)
                + Math.floorDiv(shifted, 400L)
                + dayOfYear
                - 719_468;
    }
}
