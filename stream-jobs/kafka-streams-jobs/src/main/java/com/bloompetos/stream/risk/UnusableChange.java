package com.bloompetos.stream.risk;

/** A readable record that is no row change as we know it; it goes to the dead letters. */
final class UnusableChange extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnusableChange(String reason) {
        super(reason);
    }
}
