package com.bloompetos.local.simulate;

import com.bloompetos.local.simulate.Chain.Branch;
import com.bloompetos.local.simulate.Chain.Client;
import com.bloompetos.local.simulate.Chain.Item;
import com.bloompetos.local.simulate.Chain.Supply;
import com.bloompetos.local.simulate.Change.Delivery;
import com.bloompetos.local.simulate.Change.Use;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Everything that goes over a branch's shelves: orders and their lots, use, sale, count, loss. */
final class Storeroom {
    private static final double SALES_PER_DAY = 1.2;

    private final Chain chain;
    private final Course course;
    private final Stock stock;

    Storeroom(Chain chain, Course course) {
        this.chain = chain;
        this.course = course;
        this.stock = new Stock(course.random());
    }

    /** What lay there before the first day. */
    void open(Branch branch, Item item) {
        receive(branch, item, 2 * item.reorderQuantity(), null);
    }

    /** What a visit takes off the shelf; what has run low is ordered. */
    List<Use> use(Visit visit) {
        List<Use> uses = new ArrayList<>();
        for (Supply supply : visit.service().supplies()) {
            for (Item item : visit.branch().items()) {
                if (item.sku().equals(supply.sku())) {
                    int given = stock.use(item, supply.quantity());
                    if (given > 0) {
                        uses.add(new Use(course.id(), item, given));
                    }
                    reorder(visit.branch(), item);
                }
            }
        }
        return uses;
    }

    private void reorder(Branch branch, Item item) {
        stock.reorder(branch, item, course.now())
                .ifPresent(
                        order -> {
                            Delivery delivery = delivery(branch, item);
                            course.emit(
                                    new Change.Ordered(
                                            course.now(),
                                            branch,
                                            item,
                                            item.reorderQuantity(),
                                            course.today(branch).plusDays(3),
                                            delivery));
                            course.at(
                                    order.arrives(),
                                    () -> receive(branch, item, item.reorderQuantity(), delivery));
                        });
    }

    private Delivery delivery(Branch branch, Item item) {
        UUID lot = item.lifeDays() > 0 ? course.id() : null;
        LocalDate expires = course.today(branch).plusDays(item.lifeDays());
        return new Delivery(course.id(), course.id(), lot, lot == null ? null : expires);
    }

    private void receive(Branch branch, Item item, int quantity, @Nullable Delivery delivery) {
        stock.receive(item, quantity);
        course.emit(
                new Change.Received(course.now(), course.id(), branch, item, quantity, delivery));
    }

    /** Sales over the counter all day; on Mondays a count, a loss, and help for a sister branch. */
    void day(Branch branch, LocalDate day) {
        var opens = day.atTime(branch.opens()).atZone(branch.zone()).toInstant();
        var closes = day.atTime(branch.closes()).atZone(branch.zone()).toInstant();
        int sales = Demand.poisson(SALES_PER_DAY * branch.popularity(), course.random());
        for (int i = 0; i < sales; i++) {
            course.at(course.within(opens, closes), () -> sell(branch));
        }
        if (day.getDayOfWeek() == java.time.DayOfWeek.MONDAY) {
            course.at(opens, () -> count(branch));
            course.at(opens.plus(Duration.ofMinutes(20)), () -> writeOff(branch));
            course.at(opens.plus(Duration.ofMinutes(40)), () -> help(branch));
        }
    }

    private void sell(Branch branch) {
        Client client = Words.pick(course.random(), branch.clients());
        Item item = Words.pick(course.random(), branch.items());
        if (client.joined().isAfter(course.now()) || item.priceCents() == 0) {
            return;
        }
        int units = stock.use(item, 1 + course.random().nextInt(2));
        if (units == 0) {
            return;
        }
        course.emit(
                new Change.Sold(
                        course.now(),
                        new Change.SaleIds(course.id(), course.id(), course.id(), course.id()),
                        branch,
                        client,
                        item,
                        units,
                        course.chance(0.7) ? "card" : "cash"));
        reorder(branch, item);
    }

    /** The shelf seldom says exactly what the books say. */
    private void count(Branch branch) {
        Item item = Words.pick(course.random(), branch.items());
        int difference = course.random().nextInt(5) - 3;
        if (difference == 0) {
            return;
        }
        int moved = difference > 0 ? stock.find(item, difference) : -stock.use(item, -difference);
        move(branch, item, "count", moved, null);
    }

    private void writeOff(Branch branch) {
        Item item = Words.pick(course.random(), branch.items());
        if (course.chance(0.5)) {
            move(branch, item, "write_off", -stock.use(item, 1 + course.random().nextInt(3)), null);
        }
    }

    /** A sister of the same franchise with much of what runs low here sends some. */
    private void help(Branch branch) {
        for (Branch sister : chain.branches()) {
            if (sister.id().equals(branch.id())
                    || !sister.franchiseId().equals(branch.franchiseId())) {
                continue;
            }
            for (int i = 0; i < branch.items().size(); i++) {
                Item here = branch.items().get(i);
                Item there = sister.items().get(i);
                if (stock.isLow(here) && stock.spare(there) > 0) {
                    int sent = stock.use(there, stock.spare(there) / 2 + 1);
                    UUID transfer = course.id();
                    move(sister, there, "transfer", -sent, transfer);
                    move(branch, here, "transfer", stock.find(here, sent), transfer);
                    return;
                }
            }
        }
    }

    private void move(
            Branch branch, Item item, String kind, int quantity, @Nullable UUID transferId) {
        if (quantity != 0) {
            course.emit(
                    new Change.Moved(
                            course.now(), course.id(), branch, item, kind, quantity, transferId));
        }
    }
}
