package com.bloompetos.insight.forecast;

/** When a probability of running out deserves a person's attention. */
public final class StockoutRisk {
    /**
     * Where a calibrated probability gives the best balance of missed and needless alerts: half of
     * the F1 that can be reached (Lipton, Elkan and Naryanaswamy 2014).
     */
    private static final double WORTH_IT = 0.36;

    private StockoutRisk() {}

    public static boolean isWorthAnAlert(double probability) {
        return probability >= WORTH_IT;
    }
}
