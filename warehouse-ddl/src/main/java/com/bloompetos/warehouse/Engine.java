package com.bloompetos.warehouse;

import java.io.IOException;
import java.util.List;

/** Runs statements, one at a time; a refused one is {@link Unappliable} with the engine's words. */
interface Engine {
    void execute(String statement) throws IOException, InterruptedException;

    /** The rows of a small query, every value as text. */
    List<List<String>> query(String select) throws IOException, InterruptedException;
}
