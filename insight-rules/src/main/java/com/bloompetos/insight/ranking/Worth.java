package com.bloompetos.insight.ranking;

import com.bloompetos.insight.rule.Precision;

/**
 * How much it is worth that somebody reads an insight, in cents that are likely to be saved.
 *
 * @param atStakeCents what the bad week cost
 * @param confidence that it is not chance
 * @param isActionable whether the reader can do something about it
 * @param precision how often insights of this KPI were right, as people judged them
 * @param daysOld since the week that it is about
 * @param toldBefore how many of the same place stand above it already
 * @param isKnown the place was told of an overlapping part lately
 */
public record Worth(
        long atStakeCents,
        double confidence,
        boolean isActionable,
        Precision precision,
        int daysOld,
        int toldBefore,
        boolean isKnown) {
    /** Judgements that a rule begins with, so that one cannot silence it: four right of five. */
    private static final double RIGHT_AT_FIRST = 4;

    private static final double JUDGED_AT_FIRST = 5;

    private static final double NOTHING_TO_DO = 0.5;
    private static final double NEXT_DAY = 0.85;
    private static final double NEXT_OF_THE_PLACE = 0.6;
    private static final double KNOWN = 0.3;

    public double cents() {
        double trust =
                (precision.right() + RIGHT_AT_FIRST) / (precision.judged() + JUDGED_AT_FIRST);
        return Math.max(0, atStakeCents)
                * confidence
                * trust
                * (isActionable ? 1 : NOTHING_TO_DO)
                * Math.pow(NEXT_DAY, daysOld)
                * Math.pow(NEXT_OF_THE_PLACE, toldBefore)
                * (isKnown ? KNOWN : 1);
    }
}
