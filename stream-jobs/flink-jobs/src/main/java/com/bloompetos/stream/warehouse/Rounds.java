package com.bloompetos.stream.warehouse;

import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Work that begins anew for as long as the program lives, on a thread of its own. It rests four
 * times as long as it worked, so that it takes no more than a fifth of a core.
 */
public final class Rounds implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);
    private static final int REST_FOR_WORK = 4;

    private final String name;
    private final Round round;
    private final Duration shortestRest;
    private final Duration longestRest;
    private final Thread thread;
    private boolean waits;

    /** What is done; a round that fails is begun again, so it must bear being half done. */
    public interface Round {
        void run() throws IOException, Refused;
    }

    public Rounds(String name, Round round, Duration shortestRest, Duration longestRest) {
        this.name = name;
        this.round = round;
        this.shortestRest = shortestRest;
        this.longestRest = longestRest;
        thread = new Thread(this::run, name);
        thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    private void run() {
        try {
            while (true) {
                long began = System.nanoTime();
                tryRound();
                Thread.sleep(restAfter(Duration.ofNanos(System.nanoTime() - began)).toMillis());
            }
        } catch (InterruptedException e) {
            LOG.info("{} ends", name);
        }
    }

    private void tryRound() {
        try {
            round.run();
            if (waits) {
                LOG.info("{} goes on", name);
            }
            waits = false;
        } catch (IOException | Refused e) {
            // Said once, not every round: a warehouse that starts later is no trouble.
            if (!waits) {
                LOG.warn("{} waits: {}", name, e.toString());
            }
            waits = true;
        }
    }

    private Duration restAfter(Duration work) {
        var rest = work.multipliedBy(REST_FOR_WORK);
        if (rest.compareTo(shortestRest) < 0) {
            return shortestRest;
        }
        return rest.compareTo(longestRest) > 0 ? longestRest : rest;
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
