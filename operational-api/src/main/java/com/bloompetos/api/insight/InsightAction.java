package com.bloompetos.api.insight;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What was done about an insight, and what came of it.
 *
 * @param kind confirm_appointments: the clients were asked to confirm
 * @param asked how many appointments' clients were asked
 * @param heldOut how many were left out by lot, to compare with
 * @param missedRate of such appointments, in the week that the insight is of
 * @param predictedLeast fewest missed appointments that asking may spare
 * @param measured nothing before both groups have enough days behind them
 * @param says it in words
 */
record InsightAction(
        UUID actionId,
        UUID insightId,
        String kind,
        int asked,
        int heldOut,
        double missedRate,
        double predictedLeast,
        double predictedMost,
        @Nullable MeasuredEffect measured,
        String says,
        Instant createdAt) {

    /**
     * Of those whose day is over, whatever became of them.
     *
     * @param difference held out minus asked, as shares: above zero is fewer missed
     * @param least of an interval that holds the truth in 95 of 100 trials
     * @param isSure zero is not within it
     */
    record MeasuredEffect(
            int askedOver,
            int askedMissed,
            int heldOutOver,
            int heldOutMissed,
            double difference,
            double least,
            double most,
            boolean isSure) {}
}
