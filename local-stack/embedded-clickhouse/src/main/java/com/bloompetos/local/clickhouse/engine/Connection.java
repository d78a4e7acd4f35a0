package com.bloompetos.local.clickhouse.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import com.sun.jna.StringArray;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One session of the engine, for one request and one thread. After a failed statement its partial
 * output would stand before the next result, so a connection serves one statement and is closed.
 */
public final class Connection implements AutoCloseable {
    private static final int SLICE = 64 * 1024;
    private static final int ANALYSIS_BYTES = 16;
    private static final ThreadLocal<ByteBuffer> INSERT_SLICE =
            ThreadLocal.withInitial(() -> ByteBuffer.allocateDirect(SLICE));

    private final Engine engine;
    private final Pointer handle;

    Connection(Engine engine, Pointer handle) {
        this.engine = engine;
        this.handle = handle;
    }

    /**
     * How many statements the text holds, and what the strongest of them does; none when it does
     * not parse.
     */
    public record Analysis(int statements, StatementClass strongest) {}

    public Analysis classify(byte[] sql) {
        try (var analysis = new Memory(ANALYSIS_BYTES)) {
            analysis.setInt(0, ANALYSIS_BYTES);
            if (Chdb.chdb_classify_query_n(session(), sql, sql.length, null, 0, analysis) != 0) {
                return new Analysis(0, StatementClass.UNKNOWN);
            }
            return new Analysis(analysis.getInt(4), StatementClass.values()[analysis.getInt(12)]);
        }
    }

    public Result query(byte[] sql, String format, Map<String, String> parameters)
            throws EngineException {
        var output = format.getBytes(UTF_8);
        try (var names = new Strings(parameters.keySet());
                var values = new Strings(parameters.values())) {
            return Result.of(
                    Chdb.chdb_query_with_params_n(
                            session(),
                            sql,
                            sql.length,
                            output,
                            output.length,
                            names.array,
                            names.lengths,
                            values.array,
                            values.lengths,
                            parameters.size()));
        }
    }

    /**
     * Runs a query whose answer comes in pieces, each in the format as if it were the whole: where
     * the format begins with a header, every piece does.
     */
    public ResultStream stream(byte[] sql, String format, Map<String, String> parameters)
            throws EngineException {
        var output = format.getBytes(UTF_8);
        try (var names = new Strings(parameters.keySet());
                var values = new Strings(parameters.values())) {
            return ResultStream.of(
                    session(),
                    Chdb.chdb_stream_query_with_params_n(
                            session(),
                            sql,
                            sql.length,
                            output,
                            output.length,
                            names.array,
                            names.lengths,
                            values.array,
                            values.lengths,
                            parameters.size()));
        }
    }

    /** Runs a statement of the server's own that answers nothing. */
    public void run(String sql) throws EngineException {
        query(sql.getBytes(UTF_8), "TSV", Map.of()).close();
    }

    /**
     * Inserts what the stream holds; data inside the statement's text fails from about 165 kB when
     * it is binary.
     */
    public Result insert(
            byte[] statement, String format, Map<String, String> parameters, InputStream data)
            throws EngineException, IOException {
        var insert = open(statement, format.getBytes(UTF_8), parameters);
        try {
            check(insert);
            var slice = INSERT_SLICE.get();
            var bytes = new byte[SLICE];
            for (int read = data.readNBytes(bytes, 0, SLICE);
                    read > 0;
                    read = data.readNBytes(bytes, 0, SLICE)) {
                slice.clear().put(bytes, 0, read).flip();
                if (Chdb.chdb_stream_append(insert, slice, read) != 0) {
                    check(insert);
                    throw new EngineException(
                            EngineException.STD_EXCEPTION, "The insert broke off.");
                }
            }
            return Result.of(Chdb.chdb_stream_done(insert));
        } catch (IOException e) {
            // The client is gone in the middle of its rows: what it did not finish must not be
            // committed.
            Chdb.chdb_stream_cancel_insert(insert);
            throw e;
        } finally {
            Chdb.chdb_destroy_insert_stream(insert);
        }
    }

    private Pointer open(byte[] statement, byte[] format, Map<String, String> parameters) {
        try (var names = new Strings(parameters.keySet());
                var values = new Strings(parameters.values())) {
            return Chdb.chdb_stream_insert_with_params_n(
                    session(),
                    statement,
                    statement.length,
                    format,
                    format.length,
                    names.array,
                    names.lengths,
                    values.array,
                    values.lengths,
                    parameters.size());
        }
    }

    private static void check(Pointer insert) throws EngineException {
        @Nullable String error = Chdb.chdb_stream_insert_error(insert);
        if (error != null) {
            throw EngineException.of(error);
        }
    }

    private Pointer session() {
        return handle.getPointer(0);
    }

    @Override
    public void close() {
        engine.closed(handle);
    }

    /** Strings in native memory with their lengths beside them, so that a zero byte is data. */
    private static final class Strings implements AutoCloseable {
        private final StringArray array;
        private final Memory lengths;

        Strings(Collection<String> strings) {
            var all = strings.toArray(String[]::new);
            array = new StringArray(all, "UTF-8");
            lengths =
                    new Memory(
                            Long.BYTES
                                    * (all.length + 1L)); // Never empty: JNA makes no empty memory.
            for (int i = 0; i < all.length; i++) {
                lengths.setLong((long) Long.BYTES * i, all[i].getBytes(UTF_8).length);
            }
        }

        @Override
        public void close() {
            lengths.close();
            array.close();
        }
    }
}
