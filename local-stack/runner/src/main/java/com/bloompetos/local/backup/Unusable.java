package com.bloompetos.local.backup;

/** A backup that is not to be trusted, or not to be taken; its message is what a person reads. */
public final class Unusable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unusable(String sentence) {
        super(sentence);
    }
}
