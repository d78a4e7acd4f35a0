package com.bloompetos.api.alert;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** When a person is told: what is critical at once, everything else together and by day. */
final class SendTime {
    /** Alerts of one rule at one branch within this time are one message. */
    static final Duration TOGETHER = Duration.ofMinutes(5);

    static final LocalTime MORNING = LocalTime.of(7, 0);
    private static final LocalTime NOON = LocalTime.of(12, 0);
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

    /** A day's letter, and the zone by whose clock it is sent. */
    record Morning(LocalDate day, ZoneId zone) {}

    /**
     * Whose morning it is, from seven until noon: where the day begins last among somebody's
     * branches, so that yesterday is over at each of them. Later in the day is no morning any more.
     */
    static Optional<Morning> ofMorning(Instant now, Collection<ZoneId> zones) {
        return zones.stream()
                .min(Comparator.comparing(zone -> LocalDateTime.ofInstant(now, zone)))
                .map(zone -> new Morning(LocalDate.ofInstant(now, zone), zone))
                .filter(
                        morning ->
                                !now.isBefore(at(MORNING, morning.day(), morning.zone()))
                                        && !isOver(morning.day(), morning.zone(), now));
    }

    /** A letter that is not sent by noon is none of that morning. */
    static boolean isOver(LocalDate day, ZoneId zone, Instant now) {
        return !now.isBefore(at(NOON, day, zone));
    }

    private static Instant at(LocalTime time, LocalDate day, ZoneId zone) {
        return day.atTime(time).atZone(zone).toInstant();
    }

    /** On which morning that is told which is held back now. */
    static LocalDate ofDigest(Instant now, ZoneId zone) {
        return LocalDate.ofInstant(nextMorning(now, zone), zone);
    }

    private static Instant nextMorning(Instant now, ZoneId zone) {
        var local = now.atZone(zone);
        var day =
                local.toLocalTime().isBefore(MORNING)
                        ? local.toLocalDate()
                        : local.toLocalDate().plusDays(1);
        return at(MORNING, day, zone);
    }
}
