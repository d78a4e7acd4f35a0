package com.bloompetos.stream.stock;

import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/** How far changes reach since the shelves were last looked at. */
final class Ripples {
    private final Set<String> items = new HashSet<>();
    private final Set<String> branches = new HashSet<>();
    private final Set<Touched> services = new HashSet<>();
    private boolean everything;

    static Ripples ofEverything() {
        var ripples = new Ripples();
        ripples.everything = true;
        return ripples;
    }

    void add(Touched touched) {
        if (!touched.itemId().isEmpty()) {
            items.add(touched.itemId());
        } else if (!touched.serviceId().isEmpty()) {
            services.add(touched);
        } else if (!touched.branchId().isEmpty()) {
            branches.add(touched.branchId());
        } else {
            everything = true;
        }
    }

    boolean names(String itemId) {
        return everything || items.contains(itemId);
    }

    /** Items whose own facts changed, and with them the same ones of sister branches. */
    Set<String> reach(Shelves shelves) {
        var bookedSkus = new HashSet<String>();
        for (var service : services) {
            for (var sku : shelves.skusOf(service.serviceId())) {
                bookedSkus.add(service.branchId() + '/' + sku);
            }
        }
        var newDays = new HashSet<String>();
        var groups = new HashSet<String>();
        shelves.items.forEach(
                (id, item) -> {
                    var branch = item.branchId();
                    if (shelves.isNewDay(branch)) {
                        newDays.add(branch);
                    }
                    if (names(id)
                            || branches.contains(branch)
                            || newDays.contains(branch)
                            || bookedSkus.contains(branch + '/' + item.sku())) {
                        groups.add(shelves.group(item));
                    }
                });
        var reached = new TreeSet<String>();
        shelves.items.forEach(
                (id, item) -> {
                    if (groups.contains(shelves.group(item))) {
                        reached.add(id);
                    }
                });
        return reached;
    }
}
