package com.bloompetos.local.simulate;

import com.bloompetos.local.simulate.Chain.Branch;
import com.bloompetos.local.simulate.Chain.Category;
import com.bloompetos.local.simulate.Chain.Service;
import com.bloompetos.local.simulate.Chain.Staff;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;

/** What managers plan: who works when, two weeks ahead, and what a branch asks at the weekend. */
final class Roster {
    private static final int DAYS_AHEAD = 14;

    private final Chain chain;
    private final Course course;
    private final LocalDate firstDay;

    Roster(Chain chain, Course course, LocalDate firstDay) {
        this.chain = chain;
        this.course = course;
        this.firstDay = firstDay;
    }

    /** Weekend prices of grooming and boarding: a tenth more than on other days. */
    void price(Branch branch, Instant at) {
        for (Service service : chain.services()) {
            boolean isGroom = service.name().equals("Full groom");
            if (isGroom || service.name().equals("Overnight boarding")) {
                String days = isGroom ? "{6,7}" : "{5,6}";
                long price = service.priceCents() / 10 * 11;
                course.at(
                        at,
                        () ->
                                course.emit(
                                        new Change.Priced(
                                                course.now(),
                                                course.id(),
                                                branch,
                                                service,
                                                days,
                                                price)));
            }
        }
    }

    /** On this day the shifts of a day two weeks ahead are written. */
    void plan(Branch branch, LocalDate today) {
        LocalDate day = today.plusDays(DAYS_AHEAD);
        if (day.isBefore(firstDay)) {
            return;
        }
        Instant at = today.atTime(LocalTime.of(7, 30)).atZone(branch.zone()).toInstant();
        for (Staff staff : branch.staff()) {
            if (works(staff.category(), day)) {
                course.at(
                        at,
                        () ->
                                course.emit(
                                        new Change.Planned(
                                                course.now(),
                                                course.id(),
                                                branch,
                                                staff,
                                                day.atTime(branch.opens())
                                                        .atZone(branch.zone())
                                                        .toInstant(),
                                                day.atTime(branch.closes())
                                                        .atZone(branch.zone())
                                                        .toInstant())));
            }
        }
    }

    private static boolean works(Category category, LocalDate day) {
        return Demand.weekday(category, day.getDayOfWeek()) > 0;
    }
}
