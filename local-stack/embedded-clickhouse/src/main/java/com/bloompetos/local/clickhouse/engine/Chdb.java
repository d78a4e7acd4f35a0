package com.bloompetos.local.clickhouse.engine;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** libchdb's functions as they are; the one class that knows native names. */
final class Chdb {
    private Chdb() {}

    /** Binds the library; the engine may start only once in a process. */
    static void load(Path library) {
        Map<String, ?> options = Map.of(Library.OPTION_STRING_ENCODING, "UTF-8");
        Native.register(Chdb.class, NativeLibrary.getInstance(library.toString(), options));
        // Before the first connect: the engine's own handlers and the JVM's would wait for each
        // other for ever.
        chdb_set_signal_handlers_enabled(0);
    }

    static native void chdb_set_signal_handlers_enabled(int enabled);

    static native @Nullable Pointer chdb_connect(int count, Pointer arguments);

    static native void chdb_close_conn(Pointer connection);

    static native Pointer chdb_query_with_params_n(
            Pointer connection,
            byte[] query,
            long queryLength,
            byte[] format,
            long formatLength,
            Pointer names,
            Pointer nameLengths,
            Pointer values,
            Pointer valueLengths,
            long count);

    static native Pointer chdb_stream_query_with_params_n(
            Pointer connection,
            byte[] query,
            long queryLength,
            byte[] format,
            long formatLength,
            Pointer names,
            Pointer nameLengths,
            Pointer values,
            Pointer valueLengths,
            long count);

    static native Pointer chdb_stream_fetch_result(Pointer connection, Pointer stream);

    static native void chdb_stream_cancel_query(Pointer connection, Pointer stream);

    static native Pointer chdb_stream_insert_with_params_n(
            Pointer connection,
            byte[] query,
            long queryLength,
            byte[] format,
            long formatLength,
            Pointer names,
            Pointer nameLengths,
            Pointer values,
            Pointer valueLengths,
            long count);

    static native @Nullable String chdb_stream_insert_error(Pointer insert);

    static native int chdb_stream_append(Pointer insert, ByteBuffer data, long length);

    static native Pointer chdb_stream_done(Pointer insert);

    static native void chdb_stream_cancel_insert(Pointer insert);

    static native void chdb_destroy_insert_stream(Pointer insert);

    static native Pointer chdb_result_buffer(Pointer result);

    static native long chdb_result_length(Pointer result);

    static native long chdb_result_rows_read(Pointer result);

    static native long chdb_result_storage_rows_read(Pointer result);

    static native long chdb_result_storage_bytes_read(Pointer result);

    static native long chdb_result_rows_written(Pointer result);

    static native long chdb_result_bytes_written(Pointer result);

    static native @Nullable String chdb_result_error(Pointer result);

    static native void chdb_destroy_query_result(Pointer result);

    static native int chdb_classify_query_n(
            Pointer connection,
            byte[] query,
            long length,
            @Nullable Pointer database,
            long databaseLength,
            Pointer analysis);
}
