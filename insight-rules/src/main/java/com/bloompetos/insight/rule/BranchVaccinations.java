package com.bloompetos.insight.rule;

import java.time.LocalDate;
import java.util.List;

/**
 * Protection that has run out at one branch, as of a local day.
 *
 * @param overdue pets whose newest vaccination of a kind has expired
 * @param expectedPets those of them that come for something else within thirty days
 */
public record BranchVaccinations(LocalDate day, int overdue, List<String> expectedPets) {
    public BranchVaccinations {
        expectedPets = List.copyOf(expectedPets);
        if (expectedPets.size() > overdue) {
            throw new IllegalArgumentException(
                    expectedPets.size() + " pets expected of " + overdue + " overdue");
        }
    }
}
