package com.bloompetos.insight.rule;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LowStockTest {
    private final LowStock rule = new LowStock();

    @Test
    void stockAtTheReorderPointIsFound() {
        var finding = rule.evaluate(new StockLevel("FLEA-5", 5, 5, 20)).orElseThrow();
        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.title()).isEqualTo("FLEA-5: 5 left, reorder at 5");
        assertThat(finding.evidence())
                .containsEntry("on_hand", "5")
                .containsEntry("reorder_quantity", "20");
    }

    @Test
    void oneAboveTheReorderPointIsQuiet() {
        assertThat(rule.evaluate(new StockLevel("FLEA-5", 6, 5, 20))).isEmpty();
    }

    @Test
    void anEmptyShelfIsCritical() {
        var finding = rule.evaluate(new StockLevel("FLEA-5", 0, 5, 20)).orElseThrow();
        assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
    }
}
