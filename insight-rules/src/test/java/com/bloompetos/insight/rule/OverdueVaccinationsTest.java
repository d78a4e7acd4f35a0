package com.bloompetos.insight.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class OverdueVaccinationsTest {
    private static final LocalDate TODAY = LocalDate.parse("2026-03-02");

    private final OverdueVaccinations rule = new OverdueVaccinations();

    @Test
    void threePetsThatComeAnywayAreFound() {
        var finding =
                rule.evaluate(new BranchVaccinations(TODAY, 9, List.of("p1", "p2", "p3")))
                        .orElseThrow();
        assertThat(finding.title())
                .isEqualTo("3 pets with a visit in the next 30 days have an expired vaccination");
        assertThat(finding.evidence())
                .containsEntry("overdue", "9")
                .containsEntry("pet_ids", "p1 p2 p3");
    }

    @Test
    void twoAreQuietHoweverManyStayAway() {
        assertThat(rule.evaluate(new BranchVaccinations(TODAY, 90, List.of("p1", "p2")))).isEmpty();
    }

    @Test
    void moreExpectedThanOverdueIsABug() {
        assertThatThrownBy(() -> new BranchVaccinations(TODAY, 0, List.of("p1")))
                .hasMessage("1 pets expected of 0 overdue");
    }
}
