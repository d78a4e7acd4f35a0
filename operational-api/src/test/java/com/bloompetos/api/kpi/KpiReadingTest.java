package com.bloompetos.api.kpi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
    void ratiosRollUpByTheirPartsAndAreNeverAveraged() {
        var total =
                KpiReading.total(
                        RATE,
                        List.of(
                                KpiReading.of(RATE, MONDAY, 1, 2, 7),
                                KpiReading.of(RATE, MONDAY.plusDays(1), 1, 8, 9)));

        assertThat(total.numerator()).isEqualTo(2);
        assertThat(total.denominator()).isEqualTo(10);
        assertThat(total.value()).isEqualTo(0.2); // The average of the two days would be 0.3125.
    }

    @Test
    void aDayWithoutAppointmentsHasNoRate() {
        assertThat(KpiReading.of(RATE, MONDAY, 0, 0, 7).value()).isNull();
    }

    @Test
    void moneyIsItsNumerator() {
        assertThat(KpiReading.of(SALES, MONDAY, -1250, 0, 7).value()).isEqualTo(-1250);
    }

    @Test
    void moneyPerSomethingIsDivided() {
        var average = KpiCatalogue.load().find("average_transaction").orElseThrow();
        assertThat(KpiReading.of(average, MONDAY, 9000, 2, 7).value()).isEqualTo(4500);
        assertThat(KpiReading.of(average, MONDAY, -500, 0, 7).value()).isNull();
    }

    @Test
    void nothingIsSummedThatItsKindForbids() {
        var snapshot =
                new Kpi(
                        "on_hand",
                        1,
                        "On hand",
                        "what is on the shelf",
                        Kpi.Unit.COUNT,
                        null,
                        Kpi.Direction.NONE,
                        Kpi.DateBasis.SALE,
                        List.of(),
                        Kpi.Grain.SNAPSHOT,
                        Kpi.Additivity.LAST,
                        0,
                        0,
                        Kpi.Reach.BRANCH,
                        "",
                        "");

        assertThatThrownBy(() -> KpiReading.total(snapshot, List.of()))
                .isInstanceOf(ForbiddenRollUp.class)
                .hasMessageContaining("on_hand");
    }
}
