package com.bloompetos.local.simulate;

import com.bloompetos.local.simulate.Chain.Branch;
import com.bloompetos.local.simulate.Chain.Category;
import com.bloompetos.local.simulate.Chain.Pet;
import com.bloompetos.local.simulate.Chain.Service;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is said between a branch and its clients: reminders and who follows them, what was thought
 * of a visit, and searches that found nothing.
 */
final class Outreach {
    private final Course course;
    private final Instant firstDay;
    private final Rebooking rebooking;

    /** Whoever is reminded may book again. */
    interface Rebooking {
        /**
         * @return whether the pet has a visit to come
         */
        boolean isComing(Pet pet);

        /**
         * @return whether the visit is to take place when it was
         */
        boolean stands(Visit visit);

        void book(Visit last, @Nullable Category category);
    }

    Outreach(Course course, Instant firstDay, Rebooking rebooking) {
        this.course = course;
        this.firstDay = firstDay;
        this.rebooking = rebooking;
    }

    /** A day before the visit; most confirm with one tap. */
    void remindOf(Visit visit) {
        Instant due = visit.starts().minus(Duration.ofHours(24));
        if (due.isAfter(course.now()) && course.chance(0.3)) {
            course.at(
                    due,
                    () -> {
                        if (rebooking.stands(visit)) {
                            remind(visit, "appointment", visit.id(), course.chance(0.6));
                        }
                    });
        }
    }

    void afterVisit(Visit visit) {
        if (course.chance(0.27)) {
            course.after(Duration.ofHours(3 + course.random().nextInt(40)), () -> judge(visit));
        }
        if (visit.service().category() == Category.VET && course.chance(0.35)) {
            weigh(visit);
        }
        if (course.chance(0.15)) {
            course.after(Duration.ofDays(21 + course.random().nextInt(14)), () -> invite(visit));
        }
    }

    private void judge(Visit visit) {
        boolean isContent = course.chance(0.84);
        int csat = isContent ? 4 + course.random().nextInt(2) : 1 + course.random().nextInt(3);
        int nps = isContent ? 8 + course.random().nextInt(3) : course.random().nextInt(8);
        course.emit(new Change.Judged(course.now(), course.id(), visit, csat, nps));
    }

    private void weigh(Visit visit) {
        double weight = visit.pet().weight() * (0.97 + course.random().nextDouble() * 0.06);
        course.emit(
                new Change.Weighed(
                        course.now(),
                        course.id(),
                        visit.branch(),
                        visit.pet(),
                        Math.round(weight * 10) / 10.0));
    }

    /** Who has not booked again is asked to, and four in ten do so in the days after. */
    private void invite(Visit visit) {
        if (rebooking.isComing(visit.pet())) {
            return;
        }
        boolean follows = course.chance(0.4);
        remind(visit, "rebooking", visit.id(), false);
        if (follows) {
            course.after(
                    Duration.ofHours(2 + course.random().nextInt(120)),
                    () -> rebooking.book(visit, null));
        }
    }

    /** Before a protection ends; half come for the next. */
    void remindOfVaccination(Branch branch, Pet pet, UUID vaccination, LocalDate expires) {
        Instant due = expires.minusDays(14).atTime(9, 0).atZone(branch.zone()).toInstant();
        if (due.isBefore(firstDay) || due.isBefore(course.now())) {
            return;
        }
        course.at(
                due,
                () ->
                        course.emit(
                                new Change.Reminded(
                                        course.now(),
                                        course.id(),
                                        branch,
                                        pet,
                                        "vaccination",
                                        vaccination,
                                        course.today(branch),
                                        false)));
    }

    private void remind(Visit visit, String kind, UUID subject, boolean isConfirmed) {
        course.emit(
                new Change.Reminded(
                        course.now(),
                        course.id(),
                        visit.branch(),
                        visit.pet(),
                        kind,
                        subject,
                        course.today(visit.branch()),
                        isConfirmed));
    }

    /** Nothing was free: one row for the branch that was asked. */
    void turnedAway(Branch branch, Service service, int leadDays) {
        if (course.now().isBefore(firstDay)) {
            return;
        }
        LocalDate from = course.today(branch).plusDays(leadDays);
        course.emit(
                new Change.Searched(
                        course.now(), course.id(), branch, service, from, from.plusDays(2)));
    }
}
