package com.bloompetos.api.board;

import static org.assertj.core.api.Assertions.assertThat;

import com.bloompetos.insight.kpi.KpiCatalogue;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PacesTest {
    private static final LocalDate SUNDAY = LocalDate.of(2026, 11, 22);

    @Test
    void theDaySumsUpToTheHourAndTheUsualDayIsTheMeanOfItsWeekdays() {
        var pace =
                Paces.pace(
                        Map.of(
                                SUNDAY,
                                hours(9, 2, 10, 1),
                                SUNDAY.minusWeeks(1),
                                hours(9, 4, 12, 2),
                                SUNDAY.minusWeeks(2),
                                hours(9, 2, 12, 0)),
                        SUNDAY,
                        11,
                        KpiCatalogue.load().find("bookings").orElseThrow());

        assertThat(pace.weeks()).isEqualTo(2);
        var eleven = pace.hours().get(11);
        assertThat(eleven.soFar()).isEqualTo(3);
        assertThat(eleven.usual()).isEqualTo(3);
        assertThat(eleven.fewest()).isEqualTo(2);
        assertThat(eleven.most()).isEqualTo(4);
        assertThat(pace.hours().get(12).soFar()).isNull();
        assertThat(pace.hours().get(24).most()).isEqualTo(6);
    }

    @Test
    void aFirstWeekHasNoUsualDay() {
        var pace =
                Paces.pace(
                        Map.of(), SUNDAY, 11, KpiCatalogue.load().find("bookings").orElseThrow());
        assertThat(pace.weeks()).isZero();
        assertThat(pace.hours().get(5).usual()).isNull();
        assertThat(pace.hours().get(5).soFar()).isZero();
    }

    private static long[] hours(int hour, long count, int otherHour, long otherCount) {
        var counts = new long[24];
        counts[hour] = count;
        counts[otherHour] = otherCount;
        return counts;
    }
}
