package com.bloompetos.api.board;

import com.bloompetos.api.board.Board.Figure;
import com.bloompetos.api.board.Board.PartState;
import com.bloompetos.api.board.BranchNow.Now;
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
import org.jspecify.annotations.Nullable;
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
 * One poll for all who watch, and none when nobody does: a query costs the engine some 8 ms, and
 * fifty tablets ask for the same rows. The numbers are looked at four times a second, so that a
 * booking moves them within one; what surrounds them once.
 */
@Component
class BoardPoll implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(BoardPoll.class);
    private static final Duration EVERY = Duration.ofMillis(250);
    private static final int LOOKS_BETWEEN_FULL_ONES = 4;
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
    private Map<Place, List<Figure>> figures = Map.of();
    private Map<Place, Outlooks> outlooks = Map.of();
    private Map<Place, Now> nows = new HashMap<>();
    private List<PartState> parts = List.of();
    private int looks;
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
            return; // The next look is at most a quarter of a second away.
        }
        polling = true;
        look();
    }

    private void look() {
        var began = System.nanoTime();
        var watched = viewers.stream().map(Viewer::place).collect(Collectors.toSet());
        if (watched.isEmpty()) {
            polling = false;
            figures = Map.of();
            outlooks = Map.of();
            nows = new HashMap<>();
            looks = 0;
            return;
        }
        try {
            tell(watched);
        } catch (RuntimeException bug) {
            // The page's only clock must not stop for one bad look; the next one is not far.
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
        boolean isFull =
                looks++ % LOOKS_BETWEEN_FULL_ONES == 0 || !nows.keySet().containsAll(watched);
        askWarehouse(watched, now, isFull);
        if (isFull) {
            parts = sources.parts();
            nows.keySet().retainAll(watched);
            for (var place : watched) {
                nows.put(place, lookAtBranch(place, now));
            }
        }
        var pulse = isFull ? json.writeValueAsString(new Pulse(now, numbersAt, fresh)) : null;
        var boards = new HashMap<Place, String>();
        for (var place : watched) {
            boards.put(place, json.writeValueAsString(board(place, now)));
        }
        for (var viewer : viewers) {
            var board = boards.get(viewer.place());
            if (board != null && viewer.claim()) {
                senders.execute(() -> send(viewer, board, pulse));
            }
        }
    }

    private void send(Viewer viewer, String board, @Nullable String pulse) {
        if (!viewer.send(board, pulse)) {
            viewers.remove(viewer);
        }
    }

    private void askWarehouse(Set<Place> watched, Instant now, boolean isFull) {
        try {
            if (isFull) {
                fresh = sources.freshness();
                outlooks = sources.outlooks(watched, now);
            }
            figures = sources.figures(watched, now);
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

    private Board board(Place place, Instant now) {
        return board(
                place,
                now,
                away ? "away" : "here",
                figures.getOrDefault(place, List.of()),
                outlooks.getOrDefault(place, Outlooks.NONE),
                nows.getOrDefault(place, Now.NOTHING),
                parts);
    }

    /** What is shown now, for whoever takes it along; the caller has been allowed to see it. */
    Board once(Place place) {
        var now = clock.instant();
        var places = List.of(place);
        var expected = sources.outlooks(places, now).getOrDefault(place, Outlooks.NONE);
        return board(
                place,
                now,
                "here",
                sources.figures(places, now).getOrDefault(place, List.of()),
                expected,
                sources.branch(place, expected, now),
                List.of());
    }

    private static Board board(
            Place place,
            Instant now,
            String warehouse,
            List<Figure> figures,
            Outlooks expected,
            Now branch,
            List<PartState> parts) {
        return new Board(
                place,
                place.shown(now),
                place.shown(now).equals(place.on(null).shown(now)),
                warehouse,
                figures,
                expected.pace(),
                branch.visits(),
                branch.waiting(),
                branch.alerts(),
                branch.openAlerts(),
                branch.snoozedAlerts(),
                branch.stock(),
                parts);
    }

    private Now lookAtBranch(Place place, Instant now) {
        try {
            return sources.branch(place, outlooks.getOrDefault(place, Outlooks.NONE), now);
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
