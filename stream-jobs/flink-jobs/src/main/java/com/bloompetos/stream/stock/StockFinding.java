package com.bloompetos.stream.stock;

import com.bloompetos.events.ConfluentAvro;
import com.bloompetos.events.Topic;
import com.bloompetos.events.insight.Finding;
import com.bloompetos.insight.rule.LowStock;
import com.bloompetos.insight.rule.StockLevel;
import com.bloompetos.stream.fact.Event;
import java.time.Instant;
import java.util.Locale;
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
        var finding = RULE.evaluate(stock(level)).orElseThrow();
        var severity = finding.severity().name().toLowerCase(Locale.ROOT);
        return event(avro, level, episode, "opened", severity, finding.title(), finding.evidence());
    }

    static Event resolved(ConfluentAvro avro, ItemLevel level, String episode) {
        var title =
                level.deleted()
                        ? level.sku() + ": no longer kept here"
                        : level.sku() + ": " + level.onHand() + " in stock again";
        var evidence = Map.of("sku", level.sku(), "on_hand", String.valueOf(level.onHand()));
        return event(avro, level, episode, "resolved", "info", title, evidence);
    }

    private static Event event(
            ConfluentAvro avro,
            ItemLevel level,
            String episode,
            String state,
            String severity,
            String title,
            Map<String, String> evidence) {
        var at = Instant.ofEpochMilli(level.committedMillis());
        var record =
                Finding.newBuilder()
                        .setOrganizationId(level.organizationId())
                        .setBranchId(level.branchId())
                        .setRule(RULE.name())
                        .setSeverity(severity)
                        .setSubjectKind("item")
                        .setSubjectId(level.itemId())
                        .setEpisode(episode)
                        .setTitle(title)
                        .setEvidence(evidence)
                        .setState(state)
                        .setSourceVersion(level.version())
                        .setFoundAt(at)
                        .build();
        var key =
                String.join(
                        "/",
                        level.organizationId(),
                        RULE.name(),
                        level.branchId(),
                        level.itemId(),
                        episode);
        var id = "inventory_items:" + level.itemId() + '@' + level.version();
        return Event.of(avro, Topic.FINDINGS, key, record, id, at);
    }

    private static StockLevel stock(ItemLevel level) {
        return new StockLevel(
                level.sku(), level.onHand(), level.reorderPoint(), level.reorderQuantity());
    }
}
