package com.bloompetos.api.slot;

import static org.assertj.core.api.Assertions.assertThat;

import com.bloompetos.api.slot.Openings.Wish;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class OpeningsTest {
    private static final UUID VET = UUID.randomUUID();
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
    private static final LocalDate DAY = LocalDate.of(2026, 11, 23);
    private static final Instant LONG_BEFORE = Instant.parse("2026-01-01T00:00:00Z");
    private static final Wish HALF_AN_HOUR = new Wish(1800, 0, 0, false, false);

    @Test
    void aFreeDayIsOpenFromTheFirstMinuteToTheLast() {
        var found =
                openings(LocalTime.of(10, 0), free()).find(HALF_AN_HOUR, DAY, DAY, LONG_BEFORE, 99);
        assertThat(found).hasSize(7);
        assertThat(found.get(0).appointmentDate()).isEqualTo(at("08:00"));
        assertThat(found.get(6).endsAt()).isEqualTo(at("10:00"));
    }

    @Test
    void slotsTouchWhatIsTakenAndNeverOverlapIt() {
        var taken = busy(at("08:30"), at("09:00"));
        assertThat(
                        openings(LocalTime.of(10, 0), taken)
                                .find(HALF_AN_HOUR, DAY, DAY, LONG_BEFORE, 99))
                .extracting(OpenSlot::appointmentDate)
                .containsExactly(at("08:00"), at("09:00"), at("09:15"), at("09:30"));
    }

    @Test
    void buffersKeepTheirDistance() {
        var taken = busy(at("08:30"), at("09:00"));
        var buffered = new Wish(1800, 0, 900, false, false);
        assertThat(openings(LocalTime.of(10, 0), taken).find(buffered, DAY, DAY, LONG_BEFORE, 99))
                .extracting(OpenSlot::appointmentDate)
                .containsExactly(at("09:00"), at("09:15"), at("09:30"));
    }

    @Test
    void whatHasBegunIsNotOffered() {
        assertThat(
                        openings(LocalTime.of(10, 0), free())
                                .find(HALF_AN_HOUR, DAY, DAY, at("09:16"), 99))
                .extracting(OpenSlot::appointmentDate)
                .containsExactly(at("09:30"));
    }

    @Test
    void aPlannedBranchOffersItsShiftsAlone() {
        var late =
                new Calendar(
                        VET,
                        new long[0],
                        new long[0],
                        new long[] {at("09:00").getEpochSecond()},
                        new long[] {at("09:45").getEpochSecond()});
        var planned =
                new Openings(
                        UUID.randomUUID(),
                        NEW_YORK,
                        LocalTime.of(8, 0),
                        LocalTime.of(10, 0),
                        true,
                        List.of(late),
                        List.of());
        assertThat(planned.find(HALF_AN_HOUR, DAY, DAY, LONG_BEFORE, 99))
                .extracting(OpenSlot::appointmentDate)
                .containsExactly(at("09:00"), at("09:15"));
    }

    @Test
    void theNightOfTheClockHasItsRealHours() {
        var allNight =
                new Openings(
                        UUID.randomUUID(),
                        NEW_YORK,
                        LocalTime.of(0, 0),
                        LocalTime.of(4, 0),
                        false,
                        List.of(free()),
                        List.of());
        var hour = new Wish(3600, 0, 0, false, false);
        // On 8 March 2026 two o'clock is skipped, on 1 November one o'clock comes twice.
        assertThat(
                        allNight.find(
                                hour,
                                LocalDate.of(2026, 3, 8),
                                LocalDate.of(2026, 3, 8),
                                LONG_BEFORE,
                                99))
                .hasSize(9);
        assertThat(
                        allNight.find(
                                hour,
                                LocalDate.of(2026, 11, 1),
                                LocalDate.of(2026, 11, 1),
                                LONG_BEFORE,
                                99))
                .hasSize(17);
    }

    @Test
    void aStayNeedsOnePlaceForItsWholeTime() {
        var kennels = List.of(place(at("08:00"), at("12:00")), place(at("20:00"), at("22:00")));
        var house =
                new Openings(
                        UUID.randomUUID(),
                        NEW_YORK,
                        LocalTime.of(8, 0),
                        LocalTime.of(9, 0),
                        false,
                        List.of(),
                        kennels);
        assertThat(house.find(new Wish(11 * 3600, 0, 0, true, true), DAY, DAY, LONG_BEFORE, 99))
                .extracting(OpenSlot::appointmentDate)
                .containsExactly(at("08:00"), at("08:15"), at("08:30"), at("08:45"), at("09:00"));
        assertThat(house.find(new Wish(13 * 3600, 0, 0, true, true), DAY, DAY, LONG_BEFORE, 99))
                .isEmpty();
    }

    private static Openings openings(LocalTime closes, Calendar calendar) {
        return new Openings(
                UUID.randomUUID(),
                NEW_YORK,
                LocalTime.of(8, 0),
                closes,
                false,
                List.of(calendar),
                List.of());
    }

    private static Calendar free() {
        return new Calendar(VET, new long[0], new long[0], new long[0], new long[0]);
    }

    private static Calendar busy(Instant from, Instant to) {
        return new Calendar(
                VET,
                new long[] {from.getEpochSecond()},
                new long[] {to.getEpochSecond()},
                new long[0],
                new long[0]);
    }

    private static Calendar place(Instant from, Instant to) {
        return new Calendar(
                null,
                new long[] {from.getEpochSecond()},
                new long[] {to.getEpochSecond()},
                new long[0],
                new long[0]);
    }

    private static Instant at(String time) {
        return DAY.atTime(LocalTime.parse(time)).atZone(NEW_YORK).toInstant();
    }
}
