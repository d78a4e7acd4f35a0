package com.bloompetos.local.clickhouse.engine;

import com.sun.jna.Pointer;
import java.nio.ByteBuffer;

/** One statement's whole answer, in the engine's memory until it is closed. */
public final class Result implements AutoCloseable {
    private final Pointer result;
    private boolean closed;

    private Result(Pointer result) {
        this.result = result;
    }

    static Result of(Pointer result) throws EngineException {
        var error = Chdb.chdb_result_error(result);
        if (error != null) {
            Chdb.chdb_destroy_query_result(result);
            throw EngineException.of(error);
        }
        if (Chdb.chdb_result_length(result) > Integer.MAX_VALUE) {
            Chdb.chdb_destroy_query_result(result);
            throw new EngineException(
                    EngineException.TOO_MANY_BYTES,
                    "The answer is larger than 2 GB. (TOO_MANY_BYTES)");
        }
        return new Result(result);
    }

    /** A view of the engine's own memory: valid until {@link #close}. */
    public ByteBuffer data() {
        var length = Chdb.chdb_result_length(result);
        return length == 0
                ? ByteBuffer.allocate(0)
                : Chdb.chdb_result_buffer(result).getByteBuffer(0, length);
    }

    public long resultRows() {
        return Chdb.chdb_result_rows_read(result);
    }

    public long rowsRead() {
        return Chdb.chdb_result_storage_rows_read(result);
    }

    public long bytesRead() {
        return Chdb.chdb_result_storage_bytes_read(result);
    }

    public long rowsWritten() {
        return Chdb.chdb_result_rows_written(result);
    }

    public long bytesWritten() {
        return Chdb.chdb_result_bytes_written(result);
    }

    /** Once: the engine does not survive a second time. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        Chdb.chdb_destroy_query_result(result);
    }
}
