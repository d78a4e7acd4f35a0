package com.bloompetos.api.alert;

import com.bloompetos.api.problem.Problem;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Where a step stands among all steps: by the transaction that took it, then by its own number. On
 * the wire it is the event's id, with which a viewer goes on where the line broke.
 */
record StepPlace(long xact, UUID stepId) implements Comparable<StepPlace> {
    private static final UUID FIRST = new UUID(0, 0);
    private static final Pattern TEXT = Pattern.compile("(\\d{1,18})\\.([0-9a-f-]{36})");

    /** Before every step of this transaction and of those after it. */
    static StepPlace before(long xact) {
        return new StepPlace(xact, FIRST);
    }

    static StepPlace of(String text) {
        var parts = TEXT.matcher(text);
        if (!parts.matches()) {
            throw Problem.badField("Last-Event-ID", "Last-Event-ID is not one that was sent.");
        }
        try {
            return new StepPlace(Long.parseLong(parts.group(1)), UUID.fromString(parts.group(2)));
        } catch (IllegalArgumentException e) {
            throw Problem.badField("Last-Event-ID", "Last-Event-ID is not one that was sent.");
        }
    }

    @Override
    public int compareTo(StepPlace other) {
        int byTransaction = Long.compare(xact, other.xact);
        // As PostgreSQL compares them, byte by byte; Java's own order takes the halves for signed.
        return byTransaction != 0
                ? byTransaction
                : stepId.toString().compareTo(other.stepId.toString());
    }

    @Override
    public String toString() {
        return xact + "." + stepId;
    }
}
