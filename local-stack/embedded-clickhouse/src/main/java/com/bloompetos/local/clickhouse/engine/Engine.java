package com.bloompetos.local.clickhouse.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.jna.Function;
import com.sun.jna.Pointer;
import com.sun.jna.StringArray;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The running engine over one data directory. One anchor connection keeps it alive; each request
 * opens its own, since a connection is a session with its settings.
 */
public final class Engine implements AutoCloseable {
    private final List<String> place;
    private final TableDirectories directories;
    private final FileLock lock;
    private final Set<Pointer> open = ConcurrentHashMap.newKeySet();
    private final Pointer anchor;
    private final Set<String> settingNames;

    private Engine(
            List<String> place,
            List<String> serverSettings,
            TableDirectories directories,
            FileLock lock)
            throws EngineException, IOException {
        this.place = place;
        this.directories = directories;
        this.lock = lock;
        var arguments = new ArrayList<>(place);
        arguments.addAll(serverSettings);
        var first = connect(arguments);
        if (first == null) {
            throw new EngineException(
                    EngineException.STD_EXCEPTION,
                    "The engine does not start with " + String.join(" ", arguments) + ".");
        }
        anchor = first;
        settingNames = Set.copyOf(List.of(ask("select name from system.settings").split("\n")));
        directories.mark();
    }

    /**
     * Starts the engine; a data directory belongs to one process at a time.
     *
     * @param users who may do what, in the engine's own users file
     */
    public static Engine start(Path library, Path data, long memoryBytes, String users)
            throws EngineException, IOException {
        if (!Files.isRegularFile(library)) {
            throw new IllegalStateException(
                    "The ClickHouse library "
                            + library
                            + " is missing; run npm ci in local-stack/embedded-clickhouse.");
        }
        Files.createDirectories(data);
        var lock = lock(data);
        // The engine takes its zone from the process; local days are never its business.
        Function.getFunction("c", "setenv").invokeInt(new Object[] {"TZ", "UTC", 1});
        Chdb.load(library);
        return new Engine(
                List.of("clickhouse", "--path=" + data.toAbsolutePath()),
                List.of(
                        "--config-file=" + EngineConfiguration.write(data, users),
                        "--max_server_memory_usage=" + memoryBytes),
                new TableDirectories(data),
                lock);
    }

    private static FileLock lock(Path data) throws IOException {
        var file =
                FileChannel.open(
                        data.resolve("process.lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
        @Nullable FileLock lock = file.tryLock();
        if (lock == null) {
            throw new IllegalStateException(
                    "Another process already serves "
                            + data
                            + "; stop it or choose another directory.");
        }
        return lock;
    }

    /** A fresh session with these settings, of which the last wins. */
    public Connection open(Map<String, String> settings) throws EngineException {
        var arguments = new ArrayList<>(place);
        // A lone expression must not count as a SELECT: "drop" misspelt is an error, not a column.
        arguments.add("--implicit_select=0");
        settings.forEach((name, value) -> arguments.add("--" + name + "=" + value));
        var handle = connect(arguments);
        if (handle == null) {
            throw refusal(settings);
        }
        return new Connection(this, handle);
    }

    /** To be said after every statement that may have made a table. */
    public void tablesMayHaveCome() throws IOException {
        directories.mark();
    }

    /** The engine ignores names it does not know; callers must not. */
    public boolean hasSetting(String name) {
        return settingNames.contains(name);
    }

    /** The first cell of a small query, for the server's own questions. */
    public String ask(String sql) throws EngineException {
        try (var connection = open(Map.of());
                var result = connection.query(sql.getBytes(UTF_8), "TSV", Map.of())) {
            return UTF_8.decode(result.data()).toString().strip();
        }
    }

    /** How many connections are open, the anchor aside. */
    public int connections() {
        return open.size() - 1;
    }

    /** A connection with a wrong value just does not open; SET says why. */
    private EngineException refusal(Map<String, String> settings) throws EngineException {
        for (var setting : settings.entrySet()) {
            var value = setting.getValue().replace("\\", "\\\\").replace("'", "\\'");
            ask("set " + setting.getKey() + " = '" + value + "'");
        }
        return new EngineException(
                EngineException.STD_EXCEPTION, "The engine opens no connection.");
    }

    private @Nullable Pointer connect(List<String> arguments) {
        try (var array = new StringArray(arguments.toArray(String[]::new), "UTF-8")) {
            @Nullable Pointer handle = Chdb.chdb_connect(arguments.size(), array);
            if (handle != null) {
                open.add(handle);
            }
            return handle;
        }
    }

    void closed(Pointer handle) {
        if (open.remove(handle)) {
            Chdb.chdb_close_conn(handle);
        }
    }

    /** Closes what requests left open, then the anchor: exit would abort otherwise. */
    @Override
    public void close() throws IOException {
        for (var handle : List.copyOf(open)) {
            if (!handle.equals(anchor)) {
                closed(handle);
            }
        }
        closed(anchor);
        lock.channel().close();
    }
}
