package com.bloompetos.local.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * What the mirror's benches have to reach besides addresses: the log's reader and the processes.
 */
public interface MirrorStack {

    Addresses addresses();

    /** Whether it ends with the bench: then what was written need not be erased. */
    boolean isOwn();

    /** The broker's bootstrap address. */
    String kafka();

    /** The schema registry's root for Confluent clients. */
    String registry();

    /** The part's present process; -1 while it has none. */
    long pid(String part);

    /** The connector's task ends; changes wait in PostgreSQL's log. */
    void stopReading() throws IOException, InterruptedException;

    /** The connector goes on where it was; returns when its task runs. */
    void resumeReading() throws IOException, InterruptedException;

    /**
     * A mirror by itself, in a process of its own that begins at the earliest offset and writes
     * into another database than {@code raw}.
     *
     * @param settings what it is told through its environment, besides the addresses
     */
    Process mirrorAlone(Map<String, String> settings, Path log) throws IOException;
}
