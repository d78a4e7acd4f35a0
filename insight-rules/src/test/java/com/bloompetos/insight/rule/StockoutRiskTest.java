package com.bloompetos.insight.rule;

import static org.assertj.core.api.Assertions.assertThat;

import com.bloompetos.insight.forecast.StockForecast;
import com.bloompetos.insight.rule.StockOutlook.Sister;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StockoutRiskTest {
    private static final LocalDate TODAY = LocalDate.parse("2026-03-02");

    private final StockoutRisk rule = new StockoutRisk();

    @Test
    void whatWillProbablyRunOutIsFoundWithItsOrder() {
        var finding = rule.evaluate(outlook(6, 0.72, null)).orElseThrow();
        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.title())
                .isEqualTo(
                        "FLEA-5: 6 left, 70 % likely used up before the delivery of 2026-03-09, order 40 by 2026-03-03");
        assertThat(finding.action()).isEqualTo(Action.ORDER_STOCK);
        assertThat(finding.atStakeCents()).isEqualTo(6000);
        assertThat(finding.evidence())
                .containsEntry("probability", "0.72")
                .containsEntry("order_quantity", "40");
    }

    @Test
    void justBelowWhatIsWorthAnAlertIsQuiet() {
        assertThat(rule.evaluate(outlook(6, 0.35, null))).isEmpty();
    }

    @Test
    void anEmptyShelfIsCritical() {
        var finding = rule.evaluate(outlook(0, 1, null)).orElseThrow();
        assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(finding.title()).startsWith("FLEA-5: 0 left, none before the delivery");
    }

    @Test
    void aSisterThatCanSpareSomeIsAskedFirst() {
        var finding =
                rule.evaluate(outlook(6, 0.72, new Sister("b2", 12, TODAY.plusDays(9))))
                        .orElseThrow();
        assertThat(finding.action()).isEqualTo(Action.TRANSFER_STOCK);
        assertThat(finding.evidence())
                .containsEntry("sister_branch_id", "b2")
                .containsEntry("sister_expires_on", "2026-03-11");
    }

    @Test
    void withoutAPastTheReorderPointDecides() {
        assertThat(rule.evaluate(unknown(6))).isEmpty();
        var finding = rule.evaluate(unknown(5)).orElseThrow();
        assertThat(finding.title()).isEqualTo("FLEA-5: 5 left, reorder at 5");
        assertThat(finding.atStakeCents()).isNull();
    }

    private static StockOutlook outlook(int onHand, double p, @Nullable Sister sister) {
        return new StockOutlook(TODAY, "FLEA-5", 5, 900, 1500L, forecast(true, onHand, p), sister);
    }

    private static StockOutlook unknown(int onHand) {
        return new StockOutlook(TODAY, "FLEA-5", 5, 900, 1500L, forecast(false, onHand, 0.9), null);
    }

    private static StockForecast forecast(boolean isKnown, int onHand, double p) {
        return new StockForecast(
                isKnown,
                onHand,
                1.4,
                TODAY.plusDays(4),
                TODAY.plusDays(7),
                p,
                10,
                6,
                14,
                4,
                40,
                TODAY.plusDays(1),
                0,
                List.of());
    }
}
