package com.bloompetos.local.clickhouse.statements;

import com.bloompetos.local.clickhouse.access.Role;
import com.bloompetos.local.clickhouse.access.Seal;
import com.bloompetos.local.clickhouse.access.User;
import com.bloompetos.local.clickhouse.engine.Engine;
import com.bloompetos.local.clickhouse.engine.EngineException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The statements that run now: how many a person may have, and how each is ended before its time.
 */
public final class Statements {
    private static final Logger LOG = LoggerFactory.getLogger(Statements.class);
    private static final int AT_ONCE_OF_A_PERSON = 4;

    /**
     * A client asks anew the moment its answer is whole, before the old statement has ended here.
     */
    private static final long WAIT_FOR_AN_END_MILLIS = 1000;

    /** Shorter ones end by themselves before a look at the machine's connections is worth it. */
    private static final long LOOKED_AFTER_MILLIS = 500;

    private final Engine engine;
    private final OpenConnections connections;
    private final Map<String, Running> running = new ConcurrentHashMap<>();
    private final Map<String, Semaphore> freeByPerson = new ConcurrentHashMap<>();

    public Statements(Engine engine, int serverPort) {
        this.engine = engine;
        this.connections = new OpenConnections(serverPort);
    }

    public Running begin(User user, String queryId, int clientPort) throws EngineException {
        if (user.role() == Role.PERSON && !takesFree(user)) {
            throw new EngineException(
                    EngineException.TOO_MANY_SIMULTANEOUS_QUERIES,
                    "A person may have %d statements at once. (TOO_MANY_SIMULTANEOUS_QUERIES)"
                            .formatted(AT_ONCE_OF_A_PERSON));
        }
        var begun =
                new Running(
                        UUID.randomUUID().toString(),
                        queryId,
                        user,
                        Instant.now(),
                        System.nanoTime(),
                        clientPort);
        running.put(begun.id(), begun);
        return begun;
    }

    public void end(Running ended) {
        running.remove(ended.id());
        if (ended.user().role() == Role.PERSON) {
            freeOf(ended.user()).release();
        }
    }

    private boolean takesFree(User person) {
        try {
            return freeOf(person).tryAcquire(WAIT_FOR_AN_END_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Semaphore freeOf(User person) {
        return freeByPerson.computeIfAbsent(
                person.name(), name -> new Semaphore(AT_ONCE_OF_A_PERSON, true));
    }

    int count() {
        return running.size();
    }

    /** Ends the statements of this id; everyone their own, an administrator anyone's. */
    public List<Running> kill(String queryId, User by) throws EngineException {
        var found =
                running.values().stream()
                        .filter(one -> one.queryId().equals(queryId))
                        .filter(one -> by.role() == Role.ADMIN || one.user().equals(by))
                        .toList();
        for (var one : found) {
            kill(one, "");
        }
        return found;
    }

    /** Ends reading statements whose client has hung up: nobody will see their answer. */
    public void killAbandoned() throws EngineException {
        var old =
                running.values().stream()
                        .filter(one -> one.millis() > LOOKED_AFTER_MILLIS)
                        .toList();
        if (old.isEmpty()) {
            return;
        }
        var hungUp = connections.hungUp();
        for (var one : old) {
            if (hungUp.contains(one.clientPort())) {
                LOG.info("{} hung up; what they read is ended.", one.user());
                kill(one, " and query_kind = 'Select'");
            }
        }
    }

    private void kill(Running one, String condition) throws EngineException {
        engine.ask(
                "kill query where endsWith(Settings['%s'], '|%s')%s async"
                        .formatted(Seal.SETTING, one.id(), condition));
    }
}
