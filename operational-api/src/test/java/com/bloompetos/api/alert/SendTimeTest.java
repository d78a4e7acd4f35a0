package com.bloompetos.api.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
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
    void theMorningIsAtSevenOnTheDayOnWhichTheClocksChange() {
        assertThat(SendTime.ofDigest(at("2026-03-08T04:00:00Z"), NEW_YORK))
                .isEqualTo("2026-03-08T11:00:00Z");
        assertThat(SendTime.ofDigest(at("2026-03-08T11:00:00Z"), NEW_YORK))
                .isEqualTo("2026-03-09T11:00:00Z");
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
