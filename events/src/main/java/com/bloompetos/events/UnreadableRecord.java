package com.bloompetos.events;

/**
 * The bytes are not what the topic promises: they belong with the dead letters, and trying again
 * will not help.
 */
public final class UnreadableRecord extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnreadableRecord(String reason) {
        super(reason);
    }

    public UnreadableRecord(String reason, Throwable cause) {
        super(reason, cause);
    }
}
