package com.bloompetos.insight.rule;

/** One branch, one local day: the grain on which rules reason. */
public record BranchDay(int appointments, int noShows) {
    public BranchDay {
        if (noShows < 0 || noShows > appointments) {
            throw new IllegalArgumentException(
                    noShows + " no-shows of " + appointments + " appointments");
        }
    }

    /** A day without appointments has no rate; zero keeps it out of every "too many" rule. */
    public double noShowRate() {
        return appointments == 0 ? 0 : (double) noShows / appointments;
    }
}
