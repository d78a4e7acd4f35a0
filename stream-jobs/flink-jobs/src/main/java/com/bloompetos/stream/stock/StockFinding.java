package com.bloompetos.stream.stock;

import com.bloompetos.events.ConfluentAvro;
import com.bloompetos.events.Topic;
import com.bloompetos.events.insight.Finding;
import com.bloompetos.insight.rule.Action;
import com.bloompetos.insight.rule.LowStock;
import com.bloompetos.insight.rule.Severity;
import com.bloompetos.insight.rule.StockLevel;
import com.bloompetos.stream.fact.Event;
import com.bloompetos.stream.fact.Findings;
import java.time.Instant;
import java.util.Map;

/** What is said of one item: the rule's answer with its place, its episode and its state. */
final class StockFinding {
    private static final LowStock RULE = new LowStock();

    private StockFinding() {}

    static boolean isLow(ItemLevel level) {
        return !level.deleted() && RULE.evaluate(stock(level)).isPresent();
    }

    /**
     * Everything that is said of a running episode; when it stays the same there is nothing new.
     */
    static String numbers(ItemLevel level) {
        return stock(level).toString();
    }

    static Event opened(ConfluentAvro avro, ItemLevel level, String episode) {
        var seen = RULE.evaluate(stock(level)).orElseThrow();
        var at = Instant.ofEpochMilli(level.committedMillis());
        return event(
                avro, level, Findings.opened(place(level, episode), seen, level.version(), at), at);
    }

    static Event resolved(ConfluentAvro avro, ItemLevel level, String episode) {
        var title =
                level.deleted()
                        ? level.sku() + ": no longer kept here"
                        : level.sku() + ": " + level.onHand() + " in stock again";
        var seen =
                new com.bloompetos.insight.rule.Finding(
                        RULE.name(),
                        Severity.INFO,
                        title,
                        Map.of("sku", level.sku(), "on_hand", String.valueOf(level.onHand())),
                        null,
                        Action.NONE);
        var at = Instant.ofEpochMilli(level.committedMillis());
        return event(
                avro,
                level,
                Findings.resolved(place(level, episode), seen, level.version(), at),
                at);
    }

    private static Findings.Place place(ItemLevel level, String episode) {
        return new Findings.Place(
                level.organizationId(), level.branchId(), "item", level.itemId(), episode);
    }

    private static Event event(ConfluentAvro avro, ItemLevel level, Finding finding, Instant at) {
        var id = "inventory_items:" + level.itemId() + '@' + level.version();
        return Event.of(avro, Topic.FINDINGS, Findings.key(finding), finding, id, at);
    }

    private static StockLevel stock(ItemLevel level) {
        return new StockLevel(
                level.sku(), level.onHand(), level.reorderPoint(), level.reorderQuantity());
    }
}
