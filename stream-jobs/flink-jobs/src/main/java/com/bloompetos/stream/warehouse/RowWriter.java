package com.bloompetos.stream.warehouse;

import java.io.Serializable;

/** Writes a row's columns in the order the sink was told. */
@FunctionalInterface
public interface RowWriter<T> extends Serializable {
    void write(T row, RowBinary out);
}
