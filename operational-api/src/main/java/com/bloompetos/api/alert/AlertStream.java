package com.bloompetos.api.alert;

import com.bloompetos.api.access.Caller;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tells open lines what happens to alerts: one look twice a second for all who watch, and none when
 * nobody does. Whoever comes back with the last event's id is told what came after it.
 */
@Component
class AlertStream implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(AlertStream.class);
    private static final Duration EVERY = Duration.ofMillis(500);
    private static final int LOOKS_BETWEEN_SIGNS_OF_LIFE = 20;
    private static final int RECONNECT_MS = 1_000;

    private final AlertSteps steps;
    private final JsonMapper json;
    private final Set<AlertWatcher> watchers = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService look =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "alert-look"));
    // A stuck line blocks its sender until the server gives it up; others go on.
    private final ExecutorService senders =
            Executors.newFixedThreadPool(2, task -> new Thread(task, "alert-send"));

    // Of the looking thread alone.
    private @Nullable StepPlace seen;
    private boolean isLooking;
    private int looks;
    private boolean isAway;

    AlertStream(AlertSteps steps, JsonMapper json) {
        this.steps = steps;
        this.json = json;
    }

    /**
     * @param after the id of the last event that the viewer has; null for what happens from now on
     */
    SseEmitter watch(Caller caller, @Nullable StepPlace after) {
        var watcher = new AlertWatcher(caller, after == null ? steps.now() : after);
        watcher.line().onCompletion(() -> watchers.remove(watcher));
        watcher.line().onTimeout(watcher.line()::complete);
        watcher.line().onError(lost -> watchers.remove(watcher));
        // The line is open at once: a viewer need not wait for something to happen.
        watcher.add(signOfLife());
        watchers.add(watcher);
        look.execute(this::begin);
        return watcher.line();
    }

    private void begin() {
        flush();
        if (!isLooking) {
            isLooking = true;
            look();
        }
    }

    private void look() {
        if (watchers.isEmpty()) {
            isLooking = false;
            seen = null;
            return;
        }
        try {
            tell();
            isAway = false;
        } catch (DataAccessException | TransactionException away) {
            if (!isAway) {
                log.warn("alerts are not told: {}", String.valueOf(away.getMessage()));
            }
            isAway = true;
        } catch (RuntimeException bug) {
            // One bad look must not end all; the next one is half a second away.
            log.error("alerts could not be told", bug);
        } finally {
            if (!look.isShutdown()) {
                look.schedule(this::look, EVERY.toMillis(), TimeUnit.MILLISECONDS);
            }
        }
    }

    private void tell() {
        var from = seen == null ? steps.now() : seen;
        var taken = steps.after(from);
        seen = taken.isEmpty() ? from : taken.get(taken.size() - 1).place();
        tell(watchers.stream().filter(one -> !one.isCatchingUp()).toList(), taken);
        for (var watcher : watchers) {
            if (watcher.isCatchingUp()) {
                catchUp(watcher);
            }
        }
        if (++looks % LOOKS_BETWEEN_SIGNS_OF_LIFE == 0) {
            watchers.forEach(watcher -> watcher.add(signOfLife()));
        }
        flush();
    }

    /** Reads at least as far as the look before it did, so that nothing falls between the two. */
    private void catchUp(AlertWatcher watcher) {
        var missed = steps.after(watcher.place(), watcher.caller());
        if (missed.size() < AlertSteps.AT_ONCE) {
            watcher.hasCaughtUp();
        }
        tell(List.of(watcher), missed);
    }

    private void tell(List<AlertWatcher> told, List<AlertSteps.Taken> taken) {
        if (told.isEmpty() || taken.isEmpty()) {
            return;
        }
        var wanted = new ArrayList<AlertSteps.Taken>();
        for (var step : taken) {
            if (told.stream().anyMatch(watcher -> watcher.mustSee(step))) {
                wanted.add(step);
            }
        }
        var alerts = steps.alerts(wanted);
        for (var step : wanted) {
            tell(told, step, alerts);
        }
    }

    private void tell(List<AlertWatcher> told, AlertSteps.Taken step, Map<UUID, Alert> alerts) {
        var alert = alerts.get(step.alertId());
        if (alert == null) {
            return; // Deleted since.
        }
        var words = json.writeValueAsString(new AlertStep(step.step(), step.at(), alert));
        for (var watcher : told) {
            if (watcher.mustSee(step)) {
                watcher.passed(step.place());
                var event =
                        SseEmitter.event()
                                .id(step.place().toString())
                                .name(step.step())
                                .data(words, MediaType.TEXT_PLAIN)
                                .reconnectTime(RECONNECT_MS);
                if (!watcher.add(event)) {
                    watchers.remove(watcher);
                    watcher.line().complete();
                }
            }
        }
    }

    private static SseEmitter.SseEventBuilder signOfLife() {
        return SseEmitter.event().comment("").reconnectTime(RECONNECT_MS);
    }

    private void flush() {
        for (var watcher : watchers) {
            senders.execute(
                    () -> {
                        if (!watcher.send()) {
                            watchers.remove(watcher);
                        }
                    });
        }
    }

    @Override
    public void start() {
        // Begins with the first viewer.
    }

    /** Before the web server waits for open requests: these would not end by themselves. */
    @Override
    public void stop() {
        look.shutdownNow();
        try {
            look.awaitTermination(1, TimeUnit.SECONDS);
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
        watchers.forEach(watcher -> watcher.line().complete());
        senders.shutdown();
    }

    @Override
    public boolean isRunning() {
        return !look.isShutdown();
    }

    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }
}
