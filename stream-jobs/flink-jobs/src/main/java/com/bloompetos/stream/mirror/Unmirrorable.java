package com.bloompetos.stream.mirror;

/** A change that cannot become a row; its message is the reason that people read. */
final class Unmirrorable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unmirrorable(String reason) {
        super(reason);
    }
}
