package com.bloompetos.stream.warehouse;

import com.bloompetos.stream.change.DeadLetter;
import com.bloompetos.stream.change.DeadLetters;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps dead letters for a test to look at. */
public final class TestDeadLetters implements DeadLetters {
    public final List<DeadLetter> sent = new CopyOnWriteArrayList<>();

    @Override
    public void send(DeadLetter letter) {
        sent.add(letter);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
