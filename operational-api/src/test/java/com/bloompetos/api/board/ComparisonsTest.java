package com.bloompetos.api.board;

import static org.assertj.core.api.Assertions.assertThat;

import com.bloompetos.insight.kpi.KpiCatalogue;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ComparisonsTest {
    private static final Place PLACE =
            new Place(new UUID(1, 1), new UUID(2, 2), "Riverside", "America/New_York", "USD", null);
    private static final LocalDate DAY = LocalDate.of(2026, 11, 14);
    private static final Instant UNTIL = Instant.parse("2026-11-14T18:05:00Z");

    @Test
    void aKpiIsComparedByItsOwnDefinitionUpToTheSameMinute() {
        for (var kpi : List.of("bookings", "net_sales", "no_show_rate", "late_cancel_rate")) {
            var sql = upTo(kpi).orElseThrow();

            assertThat(sql)
                    .contains("'" + PLACE.organizationId() + "'", "'" + PLACE.branchId() + "'")
                    .contains("toDate('2026-11-14')", String.valueOf(UNTIL.toEpochMilli()))
                    .doesNotContainPattern("from staging\\.\\w+\\s+(where status|group)");
        }
    }

    @Test
    void aKpiOfSeveralTablesOrKindsIsNotComparedRatherThanWrongly() {
        assertThat(upTo("cash_collected")).isEmpty();
        assertThat(upTo("visits")).isEmpty();
    }

    private static Optional<String> upTo(String kpi) {
        return Comparisons.upTo(KpiCatalogue.load().find(kpi).orElseThrow(), PLACE, DAY, UNTIL);
    }

    @Test
    void scheduledDaysAreCutByTheAppointmentAndBookedOnesByTheBooking() {
        var kpis = KpiCatalogue.load();

        assertThat(
                        Comparisons.upTo(kpis.find("no_show_rate").orElseThrow(), PLACE, DAY, UNTIL)
                                .orElseThrow())
                .contains("scheduled_day = toDate", "appointment_date <= ");
        assertThat(
                        Comparisons.upTo(kpis.find("bookings").orElseThrow(), PLACE, DAY, UNTIL)
                                .orElseThrow())
                .contains("booked_day = toDate", "created_at <= ");
    }
}
