package com.bloompetos.api.alert;

import com.bloompetos.api.access.Caller;
import java.io.IOException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** One open line. A slow one is closed with what it missed: it asks for that when it comes back. */
final class AlertWatcher {
    /** Then the line is opened anew, and the person's access is looked at again. */
    private static final long LONGEST_MS = 5 * 60_000;

    private static final int MOST_WAITING = 1_000;

    private final Caller caller;
    private final SseEmitter line = new SseEmitter(LONGEST_MS);
    private final ConcurrentLinkedQueue<SseEmitter.SseEventBuilder> waiting =
            new ConcurrentLinkedQueue<>();
    private final AtomicInteger length = new AtomicInteger();
    private final AtomicBoolean sending = new AtomicBoolean();

    // Of the looking thread alone.
    private StepPlace place;
    private boolean isCatchingUp = true;

    AlertWatcher(Caller caller, StepPlace place) {
        this.caller = caller;
        this.place = place;
    }

    Caller caller() {
        return caller;
    }

    SseEmitter line() {
        return line;
    }

    StepPlace place() {
        return place;
    }

    boolean isCatchingUp() {
        return isCatchingUp;
    }

    void hasCaughtUp() {
        isCatchingUp = false;
    }

    boolean mustSee(AlertSteps.Taken step) {
        return step.organizationId().equals(caller.organizationId())
                && caller.sees(step.branchId())
                && step.place().compareTo(place) > 0;
    }

    void passed(StepPlace step) {
        place = step;
    }

    /**
     * @return false when too much is waiting already
     */
    boolean add(SseEmitter.SseEventBuilder event) {
        waiting.add(event);
        return length.incrementAndGet() <= MOST_WAITING;
    }

    /**
     * Sends what waits, one sender at a time.
     *
     * @return false when the line is gone
     */
    boolean send() {
        while (!waiting.isEmpty() && sending.compareAndSet(false, true)) {
            try {
                for (var event = waiting.poll(); event != null; event = waiting.poll()) {
                    length.decrementAndGet();
                    line.send(event);
                }
            } catch (IOException | IllegalStateException gone) {
                return false; // Closed, lost, or the five minutes are over.
            } finally {
                sending.set(false);
            }
        }
        return true;
    }
}
