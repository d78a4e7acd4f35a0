package com.bloompetos.stream.change;

import org.jspecify.annotations.Nullable;

/** A record that nothing can be made of, unchanged, with where it stood and why. */
@SuppressWarnings("ArrayRecordComponent") // Never compared; it only travels.
public record DeadLetter(
        String topic,
        int partition,
        long offset,
        byte @Nullable [] key,
        byte @Nullable [] value,
        String reason) {}
