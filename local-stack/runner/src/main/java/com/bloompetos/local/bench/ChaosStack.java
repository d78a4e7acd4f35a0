package com.bloompetos.local.bench;

import java.io.IOException;

/** What a bench may do to a stack of its own that it would never do to somebody else's. */
public interface ChaosStack extends StackControl {

    Addresses addresses();

    /** Publishes columns of a table whose names match, besides those on the connector's list. */
    void publishAlso(String table, String columns) throws IOException, InterruptedException;

    /** Kills Flink and takes a job's checkpoints away: it begins at the earliest offset. */
    void forgetProgress(String job) throws IOException, InterruptedException;

    /** Keeps what a job has reached, for {@link #rewind}. */
    void remember(String job) throws IOException;

    /** Kills Flink and puts the remembered checkpoint of a job in the place of newer ones. */
    void rewind(String job) throws IOException, InterruptedException;
}
