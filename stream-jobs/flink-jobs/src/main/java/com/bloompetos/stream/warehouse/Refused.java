package com.bloompetos.stream.warehouse;

import java.util.Set;

/** The engine answered, and said no. */
public final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    private static final int NO_SUCH_COLUMN = 16;
    private static final int UNKNOWN_TABLE = 60;
    private static final int UNKNOWN_DATABASE = 81;

    /**
     * Error codes that a row's values cause. Every other refusal (memory, too many parts, a full
     * disk, a password that is being changed) says nothing about the rows, so they wait: a row is
     * never given up for the engine's troubles.
     */
    private static final Set<Integer> OF_VALUES =
            Set.of(
                    6, // CANNOT_PARSE_TEXT
                    27, // CANNOT_PARSE_INPUT_ASSERTION_FAILED
                    32, // ATTEMPT_TO_READ_AFTER_EOF
                    33, // CANNOT_READ_ALL_DATA
                    36, // BAD_ARGUMENTS
                    38, // CANNOT_PARSE_DATE
                    41, // CANNOT_PARSE_DATETIME
                    53, // TYPE_MISMATCH
                    69, // ARGUMENT_OUT_OF_BOUND
                    70, // CANNOT_CONVERT_TYPE
                    72, // CANNOT_PARSE_NUMBER
                    117, // INCORRECT_DATA
                    131, // TOO_LARGE_STRING_SIZE
                    128, // TOO_LARGE_ARRAY_SIZE
                    321, // VALUE_IS_OUT_OF_RANGE_OF_DATA_TYPE
                    349, // CANNOT_INSERT_NULL_IN_ORDINARY_COLUMN
                    376, // CANNOT_PARSE_UUID
                    407, // DECIMAL_OVERFLOW
                    469, // VIOLATED_CONSTRAINT
                    691 // UNKNOWN_ELEMENT_OF_ENUM
                    );

    private final int code;

    public Refused(int code, String message) {
        super(message);
        this.code = code;
    }

    boolean isOfValues() {
        return OF_VALUES.contains(code);
    }

    /** The table is not as it was: the store was emptied or restored. */
    boolean isOfTable() {
        return code == NO_SUCH_COLUMN || code == UNKNOWN_TABLE || code == UNKNOWN_DATABASE;
    }

    public boolean isUnknownDatabase() {
        return code == UNKNOWN_DATABASE;
    }
}
