package com.bloompetos.api.slot;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The free slots of one branch, worked out from its calendars.
 *
 * @param closesAt midnight stands for the end of the day
 * @param plansShifts staff then work in their shifts, not simply while it is open
 */
record Openings(
        UUID branchId,
        ZoneId zone,
        LocalTime opensAt,
        LocalTime closesAt,
        boolean plansShifts,
        List<Calendar> staff,
        List<Calendar> places) {
    private static final long STEP = 15 * 60;

    /** The first so many slots of these local days, in order of time. */
    List<OpenSlot> find(Wish wish, LocalDate from, LocalDate to, Instant now, int most) {
        var found = new ArrayList<OpenSlot>();
        for (var day = from; !day.isAfter(to) && found.size() < most; day = day.plusDays(1)) {
            long opens = day.atTime(opensAt).atZone(zone).toEpochSecond();
            long closes = closing(day);
            long last = wish.isStay() ? closes : closes - wish.seconds();
            for (long start = opens; start <= last && found.size() < most; start += STEP) {
                if (start >= now.getEpochSecond()) {
                    add(found, wish, start);
                }
            }
        }
        return found;
    }

    private long closing(LocalDate day) {
        // The database's 24:00 arrives as 00:00 or, by other drivers' lights, as the last moment.
        boolean atMidnight =
                closesAt.equals(LocalTime.MIDNIGHT)
                        || closesAt.getHour() == 23 && closesAt.getMinute() == 59;
        return (atMidnight ? day.plusDays(1).atStartOfDay() : day.atTime(closesAt))
                .atZone(zone)
                .toEpochSecond();
    }

    private void add(List<OpenSlot> found, Wish wish, long start) {
        long end = start + wish.seconds();
        long busyFrom = start - wish.secondsBefore();
        long busyTo = end + wish.secondsAfter();
        if (wish.needsPlace() && places.stream().noneMatch(one -> one.isFree(busyFrom, busyTo))) {
            return;
        }
        var able = new ArrayList<UUID>();
        if (!wish.isStay()) {
            for (var person : staff) {
                if (person.userId() != null
                        && (!plansShifts || person.worksThen(start, end))
                        && person.isFree(busyFrom, busyTo)) {
                    able.add(person.userId());
                }
            }
            if (able.isEmpty()) {
                return;
            }
        }
        found.add(
                new OpenSlot(
                        branchId,
                        Instant.ofEpochSecond(start),
                        Instant.ofEpochSecond(end),
                        List.copyOf(able)));
    }

    /**
     * What the service asks for.
     *
     * @param isStay takes a place and nobody's calendar
     */
    record Wish(
            long seconds,
            long secondsBefore,
            long secondsAfter,
            boolean isStay,
            boolean needsPlace) {}
}
