package com.bloompetos.api.kpi;

import static org.assertj.core.api.Assertions.assertThat;

import com.bloompetos.insight.kpi.Kpi;
import com.bloompetos.insight.kpi.KpiCatalogue;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class KpiReadingTest {
    private static final LocalDate MONDAY = LocalDate.of(2026, 11, 16);
    private static final Kpi RATE = KpiCatalogue.load().find("no_show_rate").orElseThrow();
    private static final Kpi SALES = KpiCatalogue.load().find("net_sales").orElseThrow();

    @Test
    void aDayWithoutAppointmentsHasNoRate() {
        assertThat(KpiReading.value(RATE, 0, 0)).isNull();
        assertThat(KpiReading.value(RATE, 1, 8)).isEqualTo(0.125);
    }

    @Test
    void moneyIsItsNumerator() {
        assertThat(KpiReading.value(SALES, -1250, 0)).isEqualTo(-1250);
    }

    @Test
    void moneyPerSomethingIsDivided() {
        var average = KpiCatalogue.load().find("average_transaction").orElseThrow();
        assertThat(KpiReading.value(average, 9000, 2)).isEqualTo(4500);
        assertThat(KpiReading.value(average, -500, 0)).isNull();
    }

    @Test
    void severalDaysComeToTheSumOfTheirPartsAndOfASnapshotTheLastDayCounts() {
        var days = List.of(day(MONDAY, 1, 2), day(MONDAY.plusDays(1), 1, 8));
        var all = day(LocalDate.EPOCH, 2, 10);
        assertThat(KpiHistory.total(RATE, all, days).value())
                .as("the average of the two days would be 0.3125")
                .isEqualTo(0.2);
        var snapshot = KpiCatalogue.load().find("receivables_age").orElseThrow();
        assertThat(KpiHistory.total(snapshot, all, days).numerator()).isEqualTo(1);
        assertThat(KpiHistory.total(RATE, null, List.of()).value()).isNull();
    }

    private static KpiReading day(LocalDate day, long numerator, long denominator) {
        return new KpiReading(
                day,
                numerator,
                denominator,
                KpiReading.value(RATE, numerator, denominator),
                null,
                7);
    }
}
