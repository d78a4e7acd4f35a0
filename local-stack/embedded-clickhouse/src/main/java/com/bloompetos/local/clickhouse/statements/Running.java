package com.bloompetos.local.clickhouse.statements;

import com.bloompetos.local.clickhouse.access.User;
import java.time.Instant;

/**
 * One statement on its way.
 *
 * @param id ours, drawn for every statement: the client's own may come twice, and may hold anything
 * @param clientPort the other end of its connection, by which we see that nobody waits any more
 */
public record Running(
        String id, String queryId, User user, Instant since, long begunNanos, int clientPort) {
    long millis() {
        return (System.nanoTime() - begunNanos) / 1_000_000;
    }
}
