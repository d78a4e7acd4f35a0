package com.bloompetos.stream.warehouse;

import com.bloompetos.stream.change.DeadLetter;
import java.io.Serializable;

/** What becomes of a row that the engine refuses. */
@FunctionalInterface
public interface Refusal<T> extends Serializable {
    DeadLetter letter(T row, String reason);
}
