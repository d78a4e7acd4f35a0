package com.bloompetos.api.board;

import static org.assertj.core.api.Assertions.assertThat;

import com.bloompetos.api.board.Board.Figure;
import com.bloompetos.api.board.Board.PartState;
import com.bloompetos.api.board.BranchNow.Now;
import com.bloompetos.api.kpi.Freshness;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.QueryTimeoutException;
import tools.jackson.databind.json.JsonMapper;

class BoardPollTest {
    private static final Place RIVERSIDE = place("Riverside");
    private static final Place HARBOUR = place("Harbour");

    private final FakeSources sources = new FakeSources();
    private final BoardPoll poll = new BoardPoll(sources, new JsonMapper(), Duration.ofMillis(20));

    @AfterEach
    void stop() {
        poll.stop();
    }

    @Test
    void allWhoWatchShareOnePoll() throws InterruptedException {
        for (int viewer = 0; viewer < 50; viewer++) {
            poll.watch(viewer % 2 == 0 ? RIVERSIDE : HARBOUR);
        }
        sources.asked.clear();

        assertThat(sources.nextAsked()).containsExactlyInAnyOrder(RIVERSIDE, HARBOUR);
        assertThat(sources.atTheSameTime).isFalse();
    }

    @Test
    void nobodyWatchingNobodyAsks() throws InterruptedException {
        var page = poll.watch(RIVERSIDE);
        sources.nextAsked();

        page.complete();
        for (int underWay = 0; underWay < 20; underWay++) {
            if (sources.asked.poll(200, TimeUnit.MILLISECONDS) == null) {
                break; // What was under way has come, and then there is silence.
            }
        }

        poll.watch(HARBOUR);
        assertThat(sources.nextAsked()).containsExactly(HARBOUR);
    }

    @Test
    void aWarehouseThatIsAwayDoesNotEndThePolling() throws InterruptedException {
        sources.away.set(true);
        poll.watch(RIVERSIDE);
        sources.nextAsked();
        sources.away.set(false);

        assertThat(sources.nextAsked()).containsExactly(RIVERSIDE);
        assertThat(sources.nextAsked()).containsExactly(RIVERSIDE);
    }

    private static Place place(String name) {
        return new Place(new UUID(0, 1), UUID.randomUUID(), name, "Europe/Berlin", "EUR", null);
    }

    /** Remembers who was asked about. */
    private static final class FakeSources implements BoardSources {
        final BlockingQueue<Collection<Place>> asked = new LinkedBlockingQueue<>();
        final AtomicBoolean away = new AtomicBoolean();
        final AtomicBoolean busy = new AtomicBoolean();
        volatile boolean atTheSameTime;

        Collection<Place> nextAsked() throws InterruptedException {
            var next = asked.poll(5, TimeUnit.SECONDS);
            assertThat(next).as("somebody was asked").isNotNull();
            return next;
        }

        @Override
        public Freshness freshness() {
            return Freshness.UNKNOWN;
        }

        @Override
        public Map<Place, List<Figure>> figures(Collection<Place> places, Instant now) {
            atTheSameTime |= !busy.compareAndSet(false, true);
            asked.add(places);
            busy.set(false);
            if (away.get()) {
                throw new QueryTimeoutException("away");
            }
            return places.stream().collect(Collectors.toMap(place -> place, place -> List.of()));
        }

        @Override
        public Map<Place, Outlooks> outlooks(Collection<Place> places, Instant now) {
            return Map.of();
        }

        @Override
        public Now branch(Place place, Outlooks outlooks, Instant now) {
            return Now.NOTHING;
        }

        @Override
        public List<PartState> parts() {
            return List.of();
        }
    }
}
