package com.bloompetos.api.board;

import com.bloompetos.api.board.BranchNow.Now;
import com.bloompetos.api.board.WarehouseNumbers.Numbers;
import com.bloompetos.api.kpi.Freshness;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import tools.jackson.databind.json.JsonMapper;

/**
 * One poll a second for all who watch, and none when nobody does: a query costs the engine some 8
 * ms, and fifty tablets ask for the same rows.
 */
@Component
class BoardPoll implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(BoardPoll.class);
    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final Duration SHORTEST_REST = Duration.ofMillis(10);

    private final BoardSources sources;
    private final JsonMapper json;
    private final Duration every;
    private final Clock clock = Clock.systemUTC();
    private final Set<Viewer> viewers = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService poll =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "board-poll"));
    // A stuck line blocks its sender until the server gives it up; others go on.
    private final ExecutorService senders =
            Executors.newFixedThreadPool(4, task -> new Thread(task, "board-send"));

    // Of the poll's thread alone.
    private Map<Place, Numbers> numbers = new HashMap<>();
    private Map<Place, Now> nows = new HashMap<>();
    private Freshness fresh = Freshness.UNKNOWN;
    private Instant numbersAt = Instant.EPOCH;
    private boolean polling;
    private boolean away;

    @Autowired
    BoardPoll(BoardSources sources, JsonMapper json) {
        this(sources, json, EVERY);
    }

    BoardPoll(BoardSources sources, JsonMapper json, Duration every) {
        this.sources = sources;
        this.json = json;
        this.every = every;
    }

    /** The caller has been allowed to see this branch. */
    SseEmitter watch(Place place) {
        var viewer = new Viewer(place);
        viewer.events().onCompletion(() -> viewers.remove(viewer));
        viewer.events().onTimeout(viewer.events()::complete);
        viewer.events().onError(lost -> viewers.remove(viewer));
        viewers.add(viewer);
        poll.execute(this::begin);
        return viewer.events();
    }

    private void begin() {
        if (polling) {
            return; // The next poll is at most a second away.
        }
        polling = true;
        look();
    }

    private void look() {
        var began = System.nanoTime();
        var watched = viewers.stream().map(Viewer::place).collect(Collectors.toSet());
        if (watched.isEmpty()) {
            polling = false;
            numbers = new HashMap<>();
            nows = new HashMap<>();
            return;
        }
        try {
            tell(watched);
        } catch (RuntimeException bug) {
            // The page's only clock must not stop for one bad look; the next one is a second away.
            log.error("the board could not be read", bug);
        } finally {
            if (!poll.isShutdown()) {
                var rest = every.toNanos() - (System.nanoTime() - began);
                poll.schedule(
                        this::look, Math.max(SHORTEST_REST.toNanos(), rest), TimeUnit.NANOSECONDS);
            }
        }
    }

    private void tell(Set<Place> watched) {
        var now = clock.instant();
        askWarehouse(watched, now);
        var states = sources.parts();
        var pulse = json.writeValueAsString(new Pulse(now, numbersAt, fresh));
        var boards = new HashMap<Place, String>();
        for (var place : watched) {
            boards.put(place, json.writeValueAsString(board(place, states)));
        }
        for (var viewer : viewers) {
            var board = boards.get(viewer.place());
            if (board != null && viewer.claim()) {
                senders.execute(() -> send(viewer, board, pulse));
            }
        }
    }

    private void send(Viewer viewer, String board, String pulse) {
        if (!viewer.send(board, pulse)) {
            viewers.remove(viewer);
        }
    }

    private void askWarehouse(Set<Place> watched, Instant now) {
        try {
            fresh = sources.freshness();
            numbers = sources.numbers(watched, now);
            numbersAt = now;
            if (away) {
                log.info("the warehouse answers again");
            }
            away = false;
        } catch (DataAccessException silent) {
            if (!away) {
                log.warn("the warehouse does not answer: {}", silent.getMessage());
            }
            away = true;
        }
    }

    private Board board(Place place, List<Board.PartState> states) {
        var known = numbers.getOrDefault(place, new Numbers(List.of(), List.of()));
        var now = lookAtBranch(place, known);
        return new Board(
                place,
                away ? "away" : "here",
                known.figures(),
                now.riskiest(),
                now.alerts(),
                now.openAlerts(),
                now.snoozedAlerts(),
                now.stock(),
                now.lowStock(),
                states);
    }

    private Now lookAtBranch(Place place, Numbers known) {
        try {
            var now = sources.branch(place, known.scores());
            nows.put(place, now);
            return now;
        } catch (DataAccessException | TransactionException silent) {
            log.warn("the database does not answer: {}", String.valueOf(silent.getMessage()));
            return nows.getOrDefault(place, Now.NOTHING);
        }
    }

    @Override
    public void start() {
        // Begins with the first viewer.
    }

    /** Before the web server waits for open requests: these would not end by themselves. */
    @Override
    public void stop() {
        poll.shutdownNow();
        try {
            poll.awaitTermination(1, TimeUnit.SECONDS);
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
        viewers.forEach(viewer -> viewer.events().complete());
        senders.shutdown();
    }

    @Override
    public boolean isRunning() {
        return !poll.isShutdown();
    }

    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }
}
