package com.bloompetos.stream.warehouse;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** What the rows need of the engine: it takes an insert whole, or refuses it, or is away. */
public interface Engine extends AutoCloseable {
    void insert(String table, List<String> columns, InputStream rowBinary)
            throws IOException, Refused;

    void execute(String statement) throws IOException, Refused;

    /** The rows of a small query, every value as text. */
    List<List<String>> query(String select) throws IOException, Refused;

    @Override
    void close();
}
