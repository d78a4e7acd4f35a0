package com.bloompetos.local.clickhouse.statements;

import com.bloompetos.local.clickhouse.access.User;
import com.bloompetos.local.clickhouse.engine.Connection;
import com.bloompetos.local.clickhouse.engine.EngineException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sessions by user and name: a connection that outlives its statement, with its settings and
 * temporary tables, used by one statement at a time. A user whose line in the users file changed
 * begins anew.
 */
public final class Sessions {
    private static final long LONGEST_SECONDS = 3600;
    private static final long PATIENCE_NANOS = 2_000_000_000;

    private final Map<Key, Session> sessions = new HashMap<>();

    private record Key(User user, String name) {}

    /** What opens the connection of a new session. */
    public interface Opening {
        Connection open() throws EngineException;
    }

    /** One session, held by the statement that took it. */
    public static final class Session {
        private final Key key;
        private @Nullable Connection connection;
        private boolean taken = true;
        private long endsNanos;

        private Session(Key key) {
            this.key = key;
        }

        public Connection connection(Opening opening) throws EngineException {
            if (connection == null) {
                connection = opening.open();
            }
            return connection;
        }
    }

    public synchronized Session take(User user, String name, boolean mustExist)
            throws EngineException {
        var key = new Key(user, name);
        awaitFree(key);
        var session = sessions.get(key);
        if (session == null) {
            if (mustExist) {
                throw new EngineException(
                        EngineException.SESSION_NOT_FOUND,
                        "Session not found. (SESSION_NOT_FOUND)");
            }
            session = new Session(key);
            sessions.put(key, session);
        }
        session.taken = true;
        return session;
    }

    /**
     * A client has its answer a moment before its session is free again; its next statement must
     * not be taken for a second one at once.
     */
    private void awaitFree(Key key) throws EngineException {
        long end = System.nanoTime() + PATIENCE_NANOS;
        for (var held = sessions.get(key); held != null && held.taken; held = sessions.get(key)) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new EngineException(
                        EngineException.SESSION_IS_LOCKED,
                        "Session "
                                + key.name()
                                + " is locked by a concurrent client. (SESSION_IS_LOCKED)");
            }
            try {
                wait(left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new EngineException(
                        EngineException.SESSION_IS_LOCKED, "The server stops. (SESSION_IS_LOCKED)");
            }
        }
    }

    /** Gives it back for so many seconds; with none it ends here. */
    public synchronized void giveBack(Session session, long seconds) {
        session.taken = false;
        notifyAll();
        session.endsNanos = System.nanoTime() + Math.min(seconds, LONGEST_SECONDS) * 1_000_000_000;
        if (seconds <= 0) {
            end(session);
        }
    }

    public synchronized void endExpired() {
        long now = System.nanoTime();
        sessions.values().stream()
                .filter(session -> !session.taken && session.endsNanos - now < 0)
                .toList()
                .forEach(this::end);
    }

    public synchronized void endAll() {
        java.util.List.copyOf(sessions.values()).forEach(this::end);
    }

    private void end(Session session) {
        sessions.remove(session.key);
        if (session.connection != null) {
            session.connection.close();
        }
    }
}
