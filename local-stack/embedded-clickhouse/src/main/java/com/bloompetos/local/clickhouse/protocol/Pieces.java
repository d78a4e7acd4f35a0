package com.bloompetos.local.clickhouse.protocol;

import java.nio.ByteBuffer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Formats whose answers can be told piece by piece. The engine begins every piece as if it were the
 * first, so the header is taken off all but that one; formats with an end of their own are told
 * whole.
 */
enum Pieces {
    WITHOUT_HEADER {
        @Override
        void skipHeader(ByteBuffer piece) {}
    },
    ONE_LINE {
        @Override
        void skipHeader(ByteBuffer piece) {
            skipLine(piece);
        }
    },
    TWO_LINES {
        @Override
        void skipHeader(ByteBuffer piece) {
            skipLine(piece);
            skipLine(piece);
        }
    },
    BINARY_NAMES {
        @Override
        void skipHeader(ByteBuffer piece) {
            skipTexts(piece, number(piece));
        }
    },
    BINARY_NAMES_AND_TYPES {
        @Override
        void skipHeader(ByteBuffer piece) {
            skipTexts(piece, 2 * number(piece));
        }
    };

    private static final Map<String, Pieces> FORMATS =
            Map.ofEntries(
                    Map.entry("RowBinary", WITHOUT_HEADER),
                    Map.entry("Native", WITHOUT_HEADER),
                    Map.entry("JSONEachRow", WITHOUT_HEADER),
                    Map.entry("CSV", WITHOUT_HEADER),
                    Map.entry("TSV", WITHOUT_HEADER),
                    Map.entry("TabSeparated", WITHOUT_HEADER),
                    Map.entry("TabSeparatedRaw", WITHOUT_HEADER),
                    Map.entry("TSVWithNames", ONE_LINE),
                    Map.entry("TabSeparatedWithNames", ONE_LINE),
                    Map.entry("TSVWithNamesAndTypes", TWO_LINES),
                    Map.entry("TabSeparatedWithNamesAndTypes", TWO_LINES),
                    Map.entry("RowBinaryWithNames", BINARY_NAMES),
                    Map.entry("RowBinaryWithNamesAndTypes", BINARY_NAMES_AND_TYPES));

    /** None where the format must be told whole. */
    static @Nullable Pieces of(String format) {
        return FORMATS.get(format);
    }

    /** Steps over what only the first piece may keep. */
    abstract void skipHeader(ByteBuffer piece);

    private static void skipLine(ByteBuffer piece) {
        while (piece.hasRemaining() && piece.get() != '\n') {}
    }

    private static void skipTexts(ByteBuffer piece, int count) {
        for (int i = 0; i < count; i++) {
            int length = number(piece);
            piece.position(piece.position() + length);
        }
    }

    /** Seven bits a byte, the lowest first, the eighth says that more follow. */
    private static int number(ByteBuffer piece) {
        int number = 0;
        for (int shift = 0; ; shift += 7) {
            int b = piece.get();
            number |= (b & 0x7f) << shift;
            if (b >= 0) {
                return number;
            }
        }
    }
}
