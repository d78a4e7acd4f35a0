package com.bloompetos.stream.change;

import java.io.Serializable;

/** Where records go that cannot be used; they are safe once {@link #flush()} returns. */
public interface DeadLetters extends AutoCloseable {
    void send(DeadLetter letter);

    void flush();

    @Override
    void close();

    /** Opens it where the job runs. */
    @FunctionalInterface
    interface Opener extends Serializable {
        DeadLetters open();
    }
}
