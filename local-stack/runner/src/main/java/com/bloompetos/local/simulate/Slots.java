package com.bloompetos.local.simulate;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** Who and what is taken when: the generator's own picture of the table of reservations. */
final class Slots {

    private final Map<UUID, TreeMap<Instant, Instant>> taken = new HashMap<>();

    boolean isFree(UUID resource, Instant starts, Instant ends) {
        TreeMap<Instant, Instant> slots = taken.get(resource);
        if (slots == null) {
            return true;
        }
        // Slots of one resource never overlap, so the last one that starts before our end decides.
        var last = slots.lowerEntry(ends);
        return last == null || !last.getValue().isAfter(starts);
    }

    boolean areFree(List<UUID> resources, Instant starts, Instant ends) {
        return resources.stream().allMatch(r -> isFree(r, starts, ends));
    }

    void take(Visit visit) {
        for (UUID resource : visit.resources()) {
            if (!isFree(resource, visit.starts(), visit.ends())) {
                throw new IllegalStateException(
                        "resource " + resource + " is taken at " + visit.starts());
            }
            taken.computeIfAbsent(resource, r -> new TreeMap<>()).put(visit.starts(), visit.ends());
        }
    }

    void free(Visit visit) {
        for (UUID resource : visit.resources()) {
            TreeMap<Instant, Instant> slots = taken.get(resource);
            if (slots != null) {
                slots.remove(visit.starts());
            }
        }
    }
}
