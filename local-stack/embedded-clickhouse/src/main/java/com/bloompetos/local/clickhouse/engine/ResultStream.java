package com.bloompetos.local.clickhouse.engine;

import com.sun.jna.Pointer;
import org.jspecify.annotations.Nullable;

/** An answer in pieces, so that a large one is never in memory as a whole. */
public final class ResultStream implements AutoCloseable {
    private final Pointer session;
    private final Pointer stream;
    private boolean ended;

    private ResultStream(Pointer session, Pointer stream) {
        this.session = session;
        this.stream = stream;
    }

    static ResultStream of(Pointer session, Pointer stream) throws EngineException {
        var error = Chdb.chdb_result_error(stream);
        if (error != null) {
            Chdb.chdb_destroy_query_result(stream);
            throw EngineException.of(error);
        }
        return new ResultStream(session, stream);
    }

    /** The next piece, none after the last. */
    public @Nullable Result next() throws EngineException {
        if (ended) {
            return null;
        }
        try {
            var piece = Result.of(Chdb.chdb_stream_fetch_result(session, stream));
            if (piece.data().hasRemaining()) {
                return piece;
            }
            ended = true;
            piece.close();
            return null;
        } catch (EngineException e) {
            ended = true;
            throw e;
        }
    }

    /** What nobody waits for any more is not computed to its end. */
    @Override
    public void close() {
        if (!ended) {
            Chdb.chdb_stream_cancel_query(session, stream);
        }
        Chdb.chdb_destroy_query_result(stream);
    }
}
