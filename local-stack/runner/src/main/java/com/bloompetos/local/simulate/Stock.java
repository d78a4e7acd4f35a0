package com.bloompetos.local.simulate;

import com.bloompetos.local.simulate.Chain.Branch;
import com.bloompetos.local.simulate.Chain.Item;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

/** What lies on the shelves: it runs down by use and comes back by order, not always in time. */
final class Stock {

    /** An order on its way. */
    record Order(Branch branch, Item item, Instant arrives) {}

    private final Map<UUID, Integer> onHand = new HashMap<>();
    private final Set<UUID> ordered = new HashSet<>();
    private final Random random;

    Stock(Random random) {
        this.random = random;
    }

    void receive(Item item, int quantity) {
        onHand.merge(item.id(), quantity, Integer::sum);
        ordered.remove(item.id());
    }

    /** How much of the wish the shelf can give; what is missing is done without. */
    int use(Item item, int wish) {
        int given = Math.min(wish, onHand.getOrDefault(item.id(), 0));
        onHand.merge(item.id(), -given, Integer::sum);
        return given;
    }

    /** What turns up without an order: a transfer, or more than the books said. */
    int find(Item item, int quantity) {
        onHand.merge(item.id(), quantity, Integer::sum);
        return quantity;
    }

    boolean isLow(Item item) {
        return onHand.getOrDefault(item.id(), 0) <= item.reorderPoint();
    }

    /** What could be given away without running low. */
    int spare(Item item) {
        return Math.max(0, onHand.getOrDefault(item.id(), 0) - 2 * item.reorderPoint());
    }

    Optional<Order> reorder(Branch branch, Item item, Instant at) {
        if (onHand.getOrDefault(item.id(), 0) > item.reorderPoint() || !ordered.add(item.id())) {
            return Optional.empty();
        }
        // One supplier in eight is late; that is where stock-outs come from.
        int hours =
                random.nextDouble() < 0.12 ? 24 * (6 + random.nextInt(6)) : 20 + random.nextInt(52);
        return Optional.of(new Order(branch, item, at.plus(Duration.ofHours(hours))));
    }
}
