package com.bloompetos.api.kpi;

import static org.assertj.core.api.Assertions.assertThat;

import com.bloompetos.insight.kpi.Kpi;
import com.bloompetos.insight.kpi.KpiCatalogue;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class KpiRollUpsTest {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 16);

    @Test
    void ofARateThePartsOfTheWeeksAreSummedAndOfACountTheMeanIsTaken() {
        var weeks = List.of(before(1, 2), before(1, 8));
        assertThat(KpiRollUps.mean(kpi("no_show_rate"), weeks))
                .as("the mean of the two rates would be 0.3125")
                .isEqualTo(0.2);
        assertThat(KpiRollUps.mean(kpi("bookings"), List.of(before(3, 0), before(6, 0))))
                .isEqualTo(4.5);
        assertThat(KpiRollUps.mean(kpi("bookings"), List.of())).isNull();
    }

    private static KpiComparison.Before before(long numerator, long denominator) {
        return new KpiComparison.Before(DAY, DAY, numerator, denominator, (double) numerator, 1);
    }

    private static Kpi kpi(String name) {
        return KpiCatalogue.load().find(name).orElseThrow();
    }
}
