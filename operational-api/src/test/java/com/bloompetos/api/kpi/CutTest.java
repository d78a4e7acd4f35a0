package com.bloompetos.api.kpi;

import static org.assertj.core.api.Assertions.assertThat;

import com.bloompetos.insight.kpi.Kpi;
import com.bloompetos.insight.kpi.KpiCatalogue;
import java.time.DayOfWeek;
import java.util.List;
import org.junit.jupiter.api.Test;

class CutTest {
    private static final Kpi KPI = KpiCatalogue.load().find("no_show_rate").orElseThrow();

    @Test
    void nothingIsCutOffByDefault() {
        assertThat(Cut.NONE.sql(KPI)).isEmpty();
    }

    @Test
    void aValueIsLookedForWhereTheKpiHoldsItsDimension() {
        var cut = new Cut("scheduled_hour", List.of("9", "it's"), List.of(DayOfWeek.SUNDAY));
        assertThat(cut.sql(KPI))
                .isEqualTo(" and dimensions[2] in ('9', 'it\\'s') and toDayOfWeek(day) in (7)");
    }
}
