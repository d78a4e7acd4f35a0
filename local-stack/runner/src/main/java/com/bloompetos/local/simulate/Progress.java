package com.bloompetos.local.simulate;

/** Hears how far a longer work has come. */
@FunctionalInterface
public interface Progress {

    void reached(long done, long of, String what);
}
