package com.bloompetos.insight.risk;

/**
 * What every organization starts from, as plain numbers: log-odds that hold until its own outcomes
 * say otherwise, and that the learner goes on leaning on (docs/adr/0031).
 */
final class Prior {
    /** What the trade sees on average. */
    static final double USUAL_RATE = 0.11;

    static final double USUAL_LEAD_DAYS = 7;

    static final double USUAL_PRICE = 50;

    /** Per unit of the logarithm of days ahead. */
    static final double LEAD = 0.35;

    /** The client's own smoothed rate counts nearly in full. */
    static final double HISTORY = 0.8;

    /**
     * 67.8 % attend without and 78.6 % with a text message (Gurol-Urganci et al., Cochrane Review
     * 2013): a log-odds ratio of 0.56, rounded towards none.
     */
    static final double REMINDED = -0.5;

    /** On top of the reminder. No figure that we trust: a guess, soon learned over. */
    static final double CONFIRMED = -0.5;

    /** As above: a guess. */
    static final double DEPOSIT_PAID = -0.7;

    private Prior() {}
}
