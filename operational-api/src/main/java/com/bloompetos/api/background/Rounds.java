package com.bloompetos.api.background;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Lazy;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Starts every round with the API, and tells when one begins to fail and when it works again. */
@Component
@Lazy(false)
class Rounds implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(Rounds.class);
    private static final long FIRST_AFTER_MILLIS = 1_000;

    private final ObjectProvider<Round> rounds;
    private final List<ScheduledExecutorService> threads = new ArrayList<>();

    Rounds(ObjectProvider<Round> rounds) {
        this.rounds = rounds;
    }

    @Override
    public synchronized void start() {
        rounds.forEach(
                round -> {
                    var thread =
                            Executors.newSingleThreadScheduledExecutor(
                                    work -> {
                                        var named = new Thread(work, "round-" + round.name());
                                        named.setDaemon(true);
                                        return named;
                                    });
                    thread.scheduleWithFixedDelay(
                            new Watched(round),
                            FIRST_AFTER_MILLIS,
                            round.pause().toMillis(),
                            TimeUnit.MILLISECONDS);
                    threads.add(thread);
                });
    }

    @Override
    public synchronized void stop() {
        threads.forEach(ScheduledExecutorService::shutdownNow);
        threads.clear();
    }

    @Override
    public synchronized boolean isRunning() {
        return !threads.isEmpty();
    }

    /** An exception would end the schedule; only a database that is away is expected. */
    private static final class Watched implements Runnable {
        private final Round round;
        private boolean isFailing;

        Watched(Round round) {
            this.round = round;
        }

        @Override
        public void run() {
            try {
                round.go();
                if (isFailing) {
                    log.info("{} works again", round.name());
                }
                isFailing = false;
            } catch (DataAccessException | TransactionException away) {
                if (!isFailing) {
                    log.warn("{} fails: {}", round.name(), String.valueOf(away.getMessage()));
                }
                isFailing = true;
            } catch (RuntimeException fault) {
                if (!isFailing) {
                    log.error("{} is broken", round.name(), fault);
                }
                isFailing = true;
            }
        }
    }
}
