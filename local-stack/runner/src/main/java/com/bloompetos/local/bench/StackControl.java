package com.bloompetos.local.bench;

import java.util.List;

/** What the bench has to know of the running parts in order to kill them. */
public interface StackControl {

    /** The parts' names, in the order in which they are killed. */
    List<String> parts();

    /** The part's present process; -1 while it has none. */
    long pid(String part);

    boolean healthy(String part);
}
