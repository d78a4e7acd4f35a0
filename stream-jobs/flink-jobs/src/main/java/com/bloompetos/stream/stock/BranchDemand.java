package com.bloompetos.stream.stock;

import com.bloompetos.insight.forecast.BranchCalendar;
import com.bloompetos.insight.forecast.ItemDemand;
import com.bloompetos.insight.forecast.Profile;
import com.bloompetos.insight.forecast.Spread;
import com.bloompetos.stream.stock.Known.Days;
import com.bloompetos.stream.stock.Known.Item;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a branch's days until yesterday tell of its items: the models of insight-rules, learned from
 * the days that are kept. Made anew every day and whenever a past day changes, so that a restart
 * changes nothing.
 */
final class BranchDemand {
    final LocalDate today;
    private final BranchCalendar calendar = new BranchCalendar();
    private final Map<String, ItemDemand> demands = new TreeMap<>();

    private BranchDemand(LocalDate today) {
        this.today = today;
    }

    static BranchDemand of(LocalDate today, Map<String, Item> items, Map<String, Days> days) {
        var branch = new BranchDemand(today);
        var weekdays = new Profile();
        var seasons = new Profile();
        var spread = Spread.shared();
        var shelves = new TreeMap<String, Shelf>(); // Sorted: the models share what they learn.
        long first = today.toEpochDay();
        for (var item : items.entrySet()) {
            branch.demands.put(item.getKey(), new ItemDemand(weekdays, seasons, spread));
            var past = days.get(item.getKey());
            if (past != null) {
                shelves.put(item.getKey(), new Shelf(past, item.getValue().onHand()));
                first = Math.min(first, past.first());
            }
        }
        for (long day = first; day < today.toEpochDay(); day++) {
            branch.learn(LocalDate.ofEpochDay(day), shelves);
        }
        return branch;
    }

    private void learn(LocalDate day, Map<String, Shelf> shelves) {
        double all = 0;
        for (var shelf : shelves.values()) {
            all += shelf.asked(day.toEpochDay());
        }
        calendar.observe(day, all, false);
        for (var shelf : shelves.entrySet()) {
            demand(shelf.getKey())
                    .observe(
                            day,
                            shelf.getValue().asked(day.toEpochDay()),
                            shelf.getValue().wasOffered(day.toEpochDay()),
                            calendar);
        }
    }

    BranchCalendar calendar() {
        return calendar;
    }

    ItemDemand demand(String itemId) {
        return java.util.Objects.requireNonNull(demands.get(itemId), itemId);
    }

    boolean knows(String itemId) {
        return demands.containsKey(itemId);
    }

    /** One item's days, and what stood on the shelf at the end of each. */
    private static final class Shelf {
        private final Days days;
        private final int[] left;

        Shelf(Days days, int onHand) {
            this.days = days;
            left = new int[days.net().length];
            int stood = onHand;
            for (int i = left.length - 1; i >= 0; i--) {
                left[i] = stood;
                stood -= days.net()[i];
            }
        }

        /** A day on which more came back than went is a day without demand. */
        double asked(long day) {
            int at = (int) (day - days.first());
            return at < 0 || at >= left.length ? 0 : Math.max(0, days.sold()[at] + days.used()[at]);
        }

        /** An empty shelf says nothing about what was asked for. */
        boolean wasOffered(long day) {
            int at = (int) (day - days.first());
            return at >= 0 && (left.length == 0 || left[Math.min(at, left.length - 1)] > 0);
        }
    }
}
