package com.bloompetos.api.alert;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** When a person is told: what is critical at once, everything else together and by day. */
final class SendTime {
    /** Alerts of one rule at one branch within this time are one message. */
    static final Duration TOGETHER = Duration.ofMinutes(5);

    private static final LocalTime MORNING = LocalTime.of(7, 0);
    private static final LocalTime EVENING = LocalTime.of(21, 0);

    private SendTime() {}

    /** The night of the branch is quiet. */
    static Instant ofWarning(Instant now, ZoneId zone) {
        var together = now.plus(TOGETHER);
        var local = together.atZone(zone).toLocalTime();
        boolean isNight = local.isBefore(MORNING) || !local.isBefore(EVENING);
        return isNight ? nextMorning(together, zone) : together;
    }

    /**
     * @param before when the last critical message of this rule and branch was begun
     */
    static Instant ofCritical(Instant now, @Nullable Instant before) {
        return before != null && before.plus(TOGETHER).isAfter(now) ? before.plus(TOGETHER) : now;
    }

    /** Once a day, before the branch opens. */
    static Instant ofDigest(Instant now, ZoneId zone) {
        return nextMorning(now, zone);
    }

    private static Instant nextMorning(Instant now, ZoneId zone) {
        var local = now.atZone(zone);
        var day =
                local.toLocalTime().isBefore(MORNING)
                        ? local.toLocalDate()
                        : local.toLocalDate().plusDays(1);
        return day.atTime(MORNING).atZone(zone).toInstant();
    }
}
