package com.bloompetos.local.runner;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One program of the stack: how it is prepared, started, asked, introduced to the others, stopped.
 *
 * @param description what a person reads when it is up
 * @param after parts that must be up before this one starts
 * @param prepare runs before each start; must change nothing when its work is done already
 * @param introduce runs once it answers, also after a restart; must be safe to repeat
 * @param patience how long a start may take until it answers
 */
record Part(
        String name,
        String description,
        List<String> command,
        Map<String, String> environment,
        Set<String> after,
        Probe probe,
        Step prepare,
        Step introduce,
        String stopSignal,
        Duration patience) {

    private static final Duration USUAL_PATIENCE = Duration.ofMinutes(5);

    /** A piece of work around a part's start. */
    interface Step {
        void run() throws Exception;

        static Step none() {
            return () -> {};
        }
    }

    static Part of(String name, String description, List<String> command, Probe probe) {
        return new Part(
                name,
                description,
                command,
                Map.of(),
                Set.of(),
                probe,
                Step.none(),
                Step.none(),
                "TERM",
                USUAL_PATIENCE);
    }

    Part with(Map<String, String> environment) {
        return new Part(
                name,
                description,
                command,
                environment,
                after,
                probe,
                prepare,
                introduce,
                stopSignal,
                patience);
    }

    /** With one thing more that it is told. */
    Part alsoWith(String name, String value) {
        var more = new HashMap<>(environment);
        more.put(name, value);
        return with(more);
    }

    Part after(String... names) {
        return new Part(
                name,
                description,
                command,
                environment,
                Set.of(names),
                probe,
                prepare,
                introduce,
                stopSignal,
                patience);
    }

    Part preparedBy(Step step) {
        return new Part(
                name,
                description,
                command,
                environment,
                after,
                probe,
                step,
                introduce,
                stopSignal,
                patience);
    }

    Part introducedBy(Step step) {
        return new Part(
                name,
                description,
                command,
                environment,
                after,
                probe,
                prepare,
                step,
                stopSignal,
                patience);
    }

    Part stoppedBy(String signal) {
        return new Part(
                name,
                description,
                command,
                environment,
                after,
                probe,
                prepare,
                introduce,
                signal,
                patience);
    }

    Part patient(Duration patience) {
        return new Part(
                name,
                description,
                command,
                environment,
                after,
                probe,
                prepare,
                introduce,
                stopSignal,
                patience);
    }
}
