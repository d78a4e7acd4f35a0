package com.bloompetos.insight.anomaly;

import java.time.LocalDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Joins surprises into episodes: one begins with a surprise and ends when readings are usual again,
 * or when what was new has lasted so long that it is the usual now.
 */
public final class Episodes {
    /** Found on development data; see docs/quality.md. */
    public static final double ALERT = 0.996;

    /** So many usual readings in a row end an episode. */
    private static final int CALM = 6;

    /** Longer is a new level. */
    private static final int LASTING = 48;

    private static final double USUAL_DISTANCES = 3;

    /** The slow mean must leave the slower one by this many times its usual distance. */
    private static final double DRIFTED = 6;

    /** A drift is over when the means are this near again. */
    private static final double RETURNED = 3;

    private static final double SLOW = 0.01;
    private static final double SLOWER = 0.001;

    /** The slow means must have met all of the season before they can be compared. */
    private static final int SETTLED = 1_000;

    private @Nullable LocalDateTime begin;
    private LocalDateTime lastUnusual = LocalDateTime.MIN;
    private double atBegin;
    private double usualAtBegin;
    private double sum;
    private double sumOfValues;
    private int count;
    private int calm;
    private double slow;
    private double slower;
    private double usualGap;
    private int readings;
    private @Nullable LocalDateTime drifting;
    private boolean isDriftTold;

    /** An episode is told when it has ended, and at once when it is a drift. */
    public Optional<Episode> observe(LocalDateTime at, double value, Surprise surprise) {
        if (begin == null && surprise.score() >= ALERT) {
            begin = at;
            atBegin = surprise.expected();
            usualAtBegin = surprise.usualDistance();
            sum = 0;
            sumOfValues = 0;
            count = 0;
            calm = 0;
        }
        return begin == null ? drift(at, value) : episode(begin, at, value, surprise);
    }

    /** Whether something is going on at this moment. */
    public boolean isOpen() {
        return begin != null;
    }

    private Optional<Episode> episode(
            LocalDateTime since, LocalDateTime at, double value, Surprise surprise) {
        double off = value - (count < LASTING ? surprise.expected() : atBegin);
        boolean isUsual = Math.abs(off) <= USUAL_DISTANCES * usualAtBegin + 1e-9;
        calm = isUsual ? calm + 1 : 0;
        if (!isUsual) {
            lastUnusual = at;
            sum += off;
            sumOfValues += value;
            count++;
        }
        boolean isLasting = count >= LASTING;
        if (calm < CALM && !isLasting) {
            return Optional.empty();
        }
        begin = null;
        if (count == 0) {
            return Optional.empty(); // Rare, and yet within what is usual: nobody would act.
        }
        var kind = isLasting ? Episode.Kind.LEVEL_SHIFT : Episode.Kind.SPIKE;
        if (isLasting) {
            slow = sumOfValues / count;
            slower = slow;
        }
        return Optional.of(new Episode(kind, since, lastUnusual, sum / count));
    }

    private Optional<Episode> drift(LocalDateTime at, double value) {
        readings++;
        slow += Math.max(SLOW, 1.0 / readings) * (value - slow);
        slower += Math.max(SLOWER, 1.0 / readings) * (value - slower);
        double gap = Math.abs(slow - slower);
        if (gap <= RETURNED * usualGap || readings < SETTLED) {
            drifting = null;
            isDriftTold = false;
            usualGap += Math.max(SLOWER, 1.0 / readings) * (gap - usualGap);
            return Optional.empty();
        }
        // A drift is no part of what is usual, so it is not learned.
        var since = drifting == null ? at : drifting;
        drifting = since;
        if (isDriftTold || gap <= DRIFTED * usualGap) {
            return Optional.empty();
        }
        isDriftTold = true;
        return Optional.of(new Episode(Episode.Kind.DRIFT, since, at, slow - slower));
    }
}
