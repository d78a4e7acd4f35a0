package com.bloompetos.stream.stock;

import com.bloompetos.events.ConfluentAvro;
import com.bloompetos.events.Topic;
import com.bloompetos.events.insight.Finding;
import com.bloompetos.insight.rule.Action;
import com.bloompetos.insight.rule.ExpiringStock;
import com.bloompetos.insight.rule.Rule;
import com.bloompetos.insight.rule.Severity;
import com.bloompetos.insight.rule.StockOutlook;
import com.bloompetos.insight.rule.StockoutRisk;
import com.bloompetos.stream.fact.Event;
import com.bloompetos.stream.fact.Findings;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What is said of an item: a rule's answer with its place, its episode and its state. */
final class StockFinding {
    static final List<Rule<StockOutlook>> RULES = List.of(new StockoutRisk(), new ExpiringStock());

    private StockFinding() {}

    static boolean isOurs(String rule) {
        return RULES.stream().anyMatch(ours -> ours.name().equals(rule));
    }

    /** Under which it is remembered what was said. */
    static String key(String rule, String itemId) {
        return rule + '/' + itemId;
    }

    static Event opened(
            ConfluentAvro avro,
            Findings.Place place,
            com.bloompetos.insight.rule.Finding seen,
            long version,
            Instant at) {
        return event(avro, Findings.opened(place, seen, version, at), at);
    }

    static Event resolved(
            ConfluentAvro avro,
            Findings.Place place,
            String rule,
            Known.Item item,
            String title,
            long version,
            Instant at) {
        var seen =
                new com.bloompetos.insight.rule.Finding(
                        rule,
                        Severity.INFO,
                        title,
                        Map.of("sku", item.sku(), "on_hand", String.valueOf(item.onHand())),
                        null,
                        Action.NONE);
        return event(avro, Findings.resolved(place, seen, version, at), at);
    }

    private static Event event(ConfluentAvro avro, Finding finding, Instant at) {
        var id = "inventory_items:" + finding.getSubjectId() + '@' + finding.getSourceVersion();
        return Event.of(avro, Topic.FINDINGS, Findings.key(finding), finding, id, at);
    }
}
