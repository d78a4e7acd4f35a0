package com.bloompetos.insight.rule;

import static org.assertj.core.api.Assertions.assertThat;

import com.bloompetos.insight.forecast.StockForecast;
import com.bloompetos.insight.forecast.StockForecast.Expiring;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class ExpiringStockTest {
    private static final LocalDate TODAY = LocalDate.parse("2026-03-02");

    private final ExpiringStock rule = new ExpiringStock();

    @Test
    void whatWillNotBeUsedInTimeIsFoundWithItsCost() {
        var finding = rule.evaluate(outlook(true, 14)).orElseThrow();
        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.title())
                .isEqualTo(
                        "VACCINE: about 12 units expire from 2026-03-16 on before they are used");
        assertThat(finding.atStakeCents()).isEqualTo(12 * 900);
    }

    @Test
    void whatIsTwoWeeksAwayIsForInformation() {
        assertThat(rule.evaluate(outlook(true, 15)).orElseThrow().severity())
                .isEqualTo(Severity.INFO);
    }

    @Test
    void withoutAPastOnlyWhatHasExpiredIsFound() {
        assertThat(rule.evaluate(outlook(false, 0))).isEmpty();
        assertThat(rule.evaluate(outlook(false, -1)).orElseThrow().title())
                .isEqualTo("VACCINE: 12 units or more have expired on the shelf");
    }

    @Test
    void whatIsUsedInTimeIsQuiet() {
        assertThat(rule.evaluate(outlook(true))).isEmpty();
    }

    private static StockOutlook outlook(boolean isKnown, int... inDays) {
        var lots =
                java.util.Arrays.stream(inDays)
                        .mapToObj(days -> new Expiring(TODAY.plusDays(days), 40, 12.3))
                        .toList();
        var forecast =
                new StockForecast(
                        isKnown, 80, 1, null, TODAY.plusDays(7), 0, 7, 4, 10, 0, 0, null, 0, lots);
        return new StockOutlook(TODAY, "VACCINE", 5, 900, null, forecast, null);
    }
}
