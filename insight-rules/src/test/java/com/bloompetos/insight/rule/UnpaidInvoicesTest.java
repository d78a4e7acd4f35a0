package com.bloompetos.insight.rule;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UnpaidInvoicesTest {
    private final UnpaidInvoices rule = new UnpaidInvoices();

    @Test
    void moreThanTwoDaysSalesIsFound() {
        var finding = rule.evaluate(new OpenInvoices(250_000, 12, 100_000)).orElseThrow();
        assertThat(finding.title())
                .isEqualTo("12 clients owe 2.5 days' sales for more than sixty days");
        assertThat(finding.atStakeCents()).isEqualTo(250_000);
    }

    @Test
    void twoDaysSalesAreQuiet() {
        assertThat(rule.evaluate(new OpenInvoices(200_000, 12, 100_000))).isEmpty();
    }

    @Test
    void twoClientsAreKnownByName() {
        assertThat(rule.evaluate(new OpenInvoices(900_000, 2, 100_000))).isEmpty();
    }
}
