package com.bloompetos.api.kpi;

import static org.assertj.core.api.Assertions.assertThat;

import com.bloompetos.insight.kpi.Kpi;
import com.bloompetos.insight.kpi.KpiCatalogue;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class SameWeekdayTest {
    private static final Kpi SALES = KpiCatalogue.load().find("net_sales").orElseThrow();
    private static final Kpi SNAPSHOT = KpiCatalogue.load().find("receivables_age").orElseThrow();
    private static final LocalDate SUNDAY = LocalDate.of(2026, 11, 22);

    @Test
    void aDayMeetsTheSameWeekdayOfEachOfTheWeeksBefore() {
        var monday = SUNDAY.minusDays(6);
        var weekday = SameWeekday.of(SALES, monday, monday, 4, SUNDAY).orElseThrow();
        assertThat(weekday.spans())
                .extracting(SameWeekday.Span::from)
                .containsExactly(
                        monday,
                        monday.minusWeeks(1),
                        monday.minusWeeks(2),
                        monday.minusWeeks(3),
                        monday.minusWeeks(4));
        assertThat(weekday.running()).isNull();
    }

    @Test
    void noDayIsCountedTwiceWhereTheRangeIsLongerThanAWeek() {
        var weekday =
                SameWeekday.of(SALES, SUNDAY.minusDays(30), SUNDAY.minusDays(1), 4, SUNDAY)
                        .orElseThrow();
        assertThat(weekday.shiftDays()).isEqualTo(35);
        assertThat(weekday.periods()).isEqualTo(1);
        var before = weekday.spans().get(1);
        assertThat(before.to()).isBefore(weekday.from());
        assertThat(before.from().getDayOfWeek()).isEqualTo(weekday.from().getDayOfWeek());
        assertThat(weekday.earliest()).isEqualTo(before.from());
    }

    @Test
    void fourteenDaysFindTwoPeriodsInFourWeeks() {
        var weekday =
                SameWeekday.of(SALES, SUNDAY.minusDays(14), SUNDAY.minusDays(1), 4, SUNDAY)
                        .orElseThrow();
        assertThat(weekday.periods()).isEqualTo(2);
        assertThat(weekday.days()).isEqualTo(14);
    }

    @Test
    void aDayThatRunsIsLeftOutAndNamed() {
        var weekday = SameWeekday.of(SALES, SUNDAY.minusDays(6), SUNDAY, 4, SUNDAY).orElseThrow();
        assertThat(weekday.to()).isEqualTo(SUNDAY.minusDays(1));
        assertThat(weekday.running()).isEqualTo(SUNDAY);
        assertThat(SameWeekday.of(SALES, SUNDAY, SUNDAY.plusDays(3), 4, SUNDAY)).isEmpty();
    }

    @Test
    void aSnapshotIsComparedByItsLastEvening() {
        var weekday =
                SameWeekday.of(SNAPSHOT, SUNDAY.minusDays(30), SUNDAY.minusDays(1), 2, SUNDAY)
                        .orElseThrow();
        assertThat(weekday.spans())
                .extracting(SameWeekday.Span::to)
                .isEqualTo(List.of(SUNDAY.minusDays(1), SUNDAY.minusDays(8), SUNDAY.minusDays(15)));
        assertThat(weekday.days()).isEqualTo(1);
    }
}
