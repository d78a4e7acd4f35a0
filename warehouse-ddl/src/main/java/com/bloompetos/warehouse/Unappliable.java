package com.bloompetos.warehouse;

/** Something that cannot be applied; its message tells a person what to do. */
final class Unappliable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unappliable(String reason) {
        super(reason);
    }
}
