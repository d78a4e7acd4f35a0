package com.bloompetos.api.inventory;

import com.bloompetos.api.access.Caller;
import com.bloompetos.api.inventory.Shelves.Entry;
import com.bloompetos.api.problem.Problem;
import com.bloompetos.api.problem.ProblemType;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Where stock is sold from the shelf; in the transaction of the sale. */
@Repository
public class Counter {
    private final JdbcClient jdbc;
    private final Shelves shelves;

    Counter(JdbcClient jdbc, Shelves shelves) {
        this.jdbc = jdbc;
        this.shelves = shelves;
    }

    /**
     * One line of a sale.
     *
     * @param itemId null takes nothing
     * @param field what a refusal puts before the name of the field
     */
    public record Taken(@Nullable UUID itemId, int quantity, String field) {}

    /**
     * What the branch asks for one unit.
     *
     * @param priceCents null: the front desk has to say
     */
    public record Offer(@Nullable Long priceCents, int taxBasisPoints) {}

    /**
     * Takes every line from the shelf.
     *
     * @return for each line its offer, null where nothing was taken
     */
    public List<@Nullable Offer> take(Caller caller, UUID branchId, List<Taken> lines) {
        // Locked in one order, so that two sales cannot wait for each other.
        var locked = new TreeMap<UUID, Item>();
        lines.stream()
                .filter(line -> line.itemId() != null)
                .sorted((a, b) -> id(a).compareTo(id(b)))
                .forEach(line -> locked.computeIfAbsent(id(line), id -> lock(branchId, line)));
        var offers = new ArrayList<@Nullable Offer>();
        for (var line : lines) {
            if (line.itemId() == null) {
                offers.add(null);
                continue;
            }
            var item = Objects.requireNonNull(locked.get(id(line)));
            locked.put(id(line), sell(caller, item, line));
            offers.add(item.offer());
        }
        return offers;
    }

    private static UUID id(Taken line) {
        return Objects.requireNonNull(line.itemId());
    }

    private record Item(Shelves.Shelf shelf, Offer offer) {}

    private Item lock(UUID branchId, Taken line) {
        return jdbc.sql(
                        """
                        select item_id, branch_id, sku, on_hand, price_cents, tax_basis_points from inventory_items
                        where item_id = ? and branch_id = ? for update
                        """)
                .params(id(line), branchId)
                .query(
                        (row, number) ->
                                new Item(
                                        new Shelves.Shelf(
                                                row.getObject("item_id", UUID.class),
                                                row.getObject("branch_id", UUID.class),
                                                row.getString("sku"),
                                                row.getInt("on_hand")),
                                        new Offer(
                                                row.getObject("price_cents", Long.class),
                                                row.getInt("tax_basis_points"))))
                .optional()
                .orElseThrow(() -> Problem.unknown(line.field() + "item_id", id(line)));
    }

    private Item sell(Caller caller, Item item, Taken line) {
        var shelf = item.shelf();
        if (shelf.onHand() < line.quantity()) {
            throw Problem.conflict(
                    ProblemType.OUT_OF_STOCK,
                    line.field() + "quantity",
                    "There are %d on the shelf, not %d."
                            .formatted(shelf.onHand(), line.quantity()));
        }
        var movement = shelves.move(caller, shelf, Entry.plain("sale", -line.quantity()));
        return new Item(
                new Shelves.Shelf(shelf.itemId(), shelf.branchId(), shelf.sku(), movement.onHand()),
                item.offer());
    }
}
