package com.bloompetos.api.board;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** One open page. A slow line skips states; it never holds up the others. */
final class Viewer {
    /** Then the page opens it anew, and the person's access is looked at again. */
    private static final long LONGEST_MS = 5 * 60_000;

    private final Place place;
    private final SseEmitter events = new SseEmitter(LONGEST_MS);
    private final AtomicBoolean sending = new AtomicBoolean();
    private @Nullable String lastBoard; // Only read and written while sending.

    Viewer(Place place) {
        this.place = place;
    }

    Place place() {
        return place;
    }

    SseEmitter events() {
        return events;
    }

    /** False when the last state is still on its way. */
    boolean claim() {
        return sending.compareAndSet(false, true);
    }

    /**
     * After a successful claim; the board goes out only when it changed, the pulse whenever there
     * is one.
     *
     * @return false when the page is gone
     */
    boolean send(String board, @Nullable String pulse) {
        try {
            if (!board.equals(lastBoard)) {
                events.send(event("board", board));
                lastBoard = board;
            }
            if (pulse != null) {
                events.send(event("pulse", pulse));
            }
            return true;
        } catch (IOException | IllegalStateException gone) {
            return false; // Closed tab, lost line, or the five minutes are over.
        } finally {
            sending.set(false);
        }
    }

    private static SseEmitter.SseEventBuilder event(String name, String json) {
        return SseEmitter.event().name(name).data(json, MediaType.TEXT_PLAIN).reconnectTime(1_000);
    }
}
