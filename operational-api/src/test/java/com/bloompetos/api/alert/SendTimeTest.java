package com.bloompetos.api.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SendTimeTest {
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

    @Test
    void aWarningWaitsFiveMinutesForOthers() {
        assertThat(SendTime.ofWarning(at("2026-03-09T15:00:00Z"), NEW_YORK))
                .isEqualTo("2026-03-09T15:05:00Z");
    }

    @Test
    void aWarningOfTheNightWaitsForTheBranchsMorning() {
        // Half past nine in the evening, and three in the morning, there.
        assertThat(SendTime.ofWarning(at("2026-03-10T01:30:00Z"), NEW_YORK))
                .isEqualTo("2026-03-10T11:00:00Z");
        assertThat(SendTime.ofWarning(at("2026-03-10T07:00:00Z"), NEW_YORK))
                .isEqualTo("2026-03-10T11:00:00Z");
        // The last moment that is told in the evening, and the first that is not.
        assertThat(SendTime.ofWarning(at("2026-03-10T00:54:59Z"), NEW_YORK))
                .isEqualTo("2026-03-10T00:59:59Z");
        assertThat(SendTime.ofWarning(at("2026-03-10T00:55:00Z"), NEW_YORK))
                .isEqualTo("2026-03-10T11:00:00Z");
    }

    @Test
    void whatIsHeldBackIsToldOnTheNextMorning() {
        assertThat(SendTime.ofDigest(at("2026-03-08T04:00:00Z"), NEW_YORK)).isEqualTo("2026-03-08");
        assertThat(SendTime.ofDigest(at("2026-03-08T11:00:00Z"), NEW_YORK)).isEqualTo("2026-03-09");
    }

    @Test
    void aMorningIsFromSevenToNoonAlsoWhenTheClocksChange() {
        // They were put forward in that night, and back in the other one.
        assertThat(morning("2026-03-08T10:59:59Z", NEW_YORK)).isEmpty();
        assertThat(morning("2026-03-08T11:00:00Z", NEW_YORK)).contains("2026-03-08");
        assertThat(morning("2026-03-08T15:59:59Z", NEW_YORK)).contains("2026-03-08");
        assertThat(morning("2026-03-08T16:00:00Z", NEW_YORK)).isEmpty();
        assertThat(morning("2026-11-01T11:59:59Z", NEW_YORK)).isEmpty();
        assertThat(morning("2026-11-01T12:00:00Z", NEW_YORK)).contains("2026-11-01");
    }

    @Test
    void ofSeveralBranchesTheOneDecidesWhereTheDayBeginsLast() {
        var auckland = ZoneId.of("Pacific/Auckland");
        // Seven in New York is one in the morning of the next day in Auckland.
        assertThat(morning("2026-11-22T12:00:00Z", auckland, NEW_YORK)).contains("2026-11-22");
        assertThat(morning("2026-11-21T19:00:00Z", auckland, NEW_YORK)).isEmpty();
        assertThat(morning("2026-11-22T12:00:00Z")).isEmpty();
    }

    /** Two processes look every so often, are away for hours, and start again: one letter a day. */
    @Test
    void whoeverLooksWheneverFindsEachDayOnce() {
        var random = new Random(42);
        var zones = List.copyOf(new TreeSet<>(ZoneId.getAvailableZoneIds()));
        for (int person = 0; person < 60; person++) {
            var of =
                    Stream.generate(() -> ZoneId.of(zones.get(random.nextInt(zones.size()))))
                            .limit(1 + random.nextInt(3))
                            .toList();
            var now = at("2026-01-01T00:00:00Z").plusSeconds(random.nextInt(300 * 86_400));
            var end = now.plus(Duration.ofDays(20));
            var told = new TreeMap<LocalDate, Instant>(); // The key of the table: once for a day.
            while (now.isBefore(end)) {
                var morning = SendTime.ofMorning(now, of);
                if (morning.isPresent()) {
                    var day = morning.get().day();
                    told.putIfAbsent(day, now);
                    var hour = now.atZone(morning.get().zone()).getHour();
                    assertThat(hour).isBetween(7, 11);
                    for (var zone : of) {
                        assertThat(LocalDate.ofInstant(now, zone))
                                .as("yesterday is over in %s", zone)
                                .isAfterOrEqualTo(day);
                    }
                }
                boolean isAway = random.nextInt(100) == 0;
                now = now.plusSeconds(isAway ? random.nextInt(4 * 3600) : random.nextInt(600));
            }
            assertThat(told.keySet().stream().toList())
                    .as("every day but those at the ends")
                    .hasSizeBetween(19, 21)
                    .isEqualTo(told.firstKey().datesUntil(told.lastKey().plusDays(1)).toList());
        }
    }

    private static Optional<String> morning(String now, ZoneId... zones) {
        return SendTime.ofMorning(at(now), List.of(zones)).map(morning -> morning.day().toString());
    }

    @Test
    void whatIsCriticalGoesAtOnceByNightToo() {
        var night = at("2026-03-10T07:00:00Z");
        assertThat(SendTime.ofCritical(night, null)).isEqualTo(night);
        assertThat(SendTime.ofCritical(night, night.minusSeconds(300))).isEqualTo(night);
    }

    @Test
    void theNextCriticalOneOfTheSameRuleJoinsThoseAfterTheFirst() {
        var first = at("2026-03-09T15:00:00Z");
        assertThat(SendTime.ofCritical(first.plusSeconds(60), first))
                .isEqualTo("2026-03-09T15:05:00Z");
    }

    private static Instant at(String text) {
        return Instant.parse(text);
    }
}
