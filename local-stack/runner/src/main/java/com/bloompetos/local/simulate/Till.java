package com.bloompetos.local.simulate;

import com.bloompetos.local.simulate.Chain.Item;
import com.bloompetos.local.simulate.Change.Bill;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Money of visits: deposits, discounts, add-ons, tips, payments in parts, and what goes back. */
final class Till {
    private final Course course;
    private final java.util.Set<UUID> held = new java.util.HashSet<>();

    Till(Course course) {
        this.course = course;
    }

    void deposit(Visit visit) {
        if (visit.service().depositCents() > 0) {
            held.add(visit.id());
            course.emit(
                    new Change.Deposited(
                            course.now(), course.id(), visit, visit.service().depositCents()));
        }
    }

    void giveBack(Visit visit) {
        if (held.remove(visit.id())) {
            course.emit(
                    new Change.Deposited(
                            course.now(), course.id(), visit, -visit.service().depositCents()));
        }
    }

    Bill bill(Visit visit) {
        long gross = visit.service().priceCents();
        long discount = course.chance(0.08) ? gross / 10 : 0;
        long tax = Math.round((gross - discount) * 0.07);
        return new Bill(course.id(), course.id(), gross, discount, tax, addOn(visit));
    }

    /** Something for the way home on one bill in nine; it is charged, and not from the shelf. */
    private Change.@Nullable AddOn addOn(Visit visit) {
        if (!course.chance(0.11)) {
            return null;
        }
        Item item = Words.pick(course.random(), visit.branch().items());
        return item.priceCents() == 0
                ? null
                : new Change.AddOn(course.id(), item, item.priceCents());
    }

    void settle(Visit visit, Bill bill) {
        long due = bill.totalCents();
        if (held.remove(visit.id())) {
            long used = Math.min(due, visit.service().depositCents());
            pay(visit, bill, "deposit", used, 0, used == due);
            due -= used;
        }
        if (due == 0) {
            return;
        }
        String method =
                course.chance(0.8) ? "card" : course.random().nextBoolean() ? "cash" : "transfer";
        long tip = course.chance(0.18) ? 100L * (2 + course.random().nextInt(14)) : 0;
        Duration soon = Duration.ofSeconds(60);
        Duration later = Duration.ofDays(1 + course.random().nextInt(20));
        boolean isLate = !course.chance(0.94);
        if (course.chance(0.04) && due > 10_000) {
            long first = due / 2;
            long rest = due - first;
            course.after(soon, () -> pay(visit, bill, method, first, tip, false));
            course.after(later, () -> pay(visit, bill, method, rest, 0, true));
        } else {
            long all = due;
            course.after(isLate ? later : soon, () -> pay(visit, bill, method, all, tip, true));
        }
        if (course.chance(0.012)) {
            course.after(
                    Duration.ofDays(21 + course.random().nextInt(4)),
                    () -> refund(visit, bill, method));
        }
    }

    private void pay(
            Visit visit, Bill bill, String method, long cents, long tipCents, boolean settles) {
        course.emit(
                new Change.Paid(
                        course.now(), course.id(), visit, bill, method, cents, tipCents, settles));
    }

    /** A third of the service comes back, its tax with it. */
    private void refund(Visit visit, Bill bill, String method) {
        long net = (bill.grossCents() - bill.discountCents()) / 3;
        long tax = bill.taxCents() / 3;
        if (net > 0) {
            course.emit(
                    new Change.Refunded(
                            course.now(), course.id(), course.id(), visit, bill, method, net, tax));
        }
    }
}
