package com.bloompetos.api.background;

import java.time.Duration;

/** Something that is done again and again; two processes that do it at once must not harm. */
public interface Round {
    String name();

    Duration pause();

    void go();
}
