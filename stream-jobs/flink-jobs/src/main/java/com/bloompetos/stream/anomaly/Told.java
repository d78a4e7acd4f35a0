package com.bloompetos.stream.anomaly;

import com.bloompetos.insight.rule.Action;
import com.bloompetos.insight.rule.Finding;
import com.bloompetos.insight.rule.Severity;
import com.bloompetos.stream.fact.Findings;
import com.bloompetos.stream.warehouse.Engine;
import com.bloompetos.stream.warehouse.Refused;
import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Which episodes are open in the eyes of who was told, so that each is told once and ended once, in
 * the next life of this program too.
 */
final class Told {
    private final Consumer<com.bloompetos.events.insight.Finding> findings;
    private final Map<Subject, Map<String, String>> open = new HashMap<>();

    /** What episodes are told apart from: one rule at one place about one thing. */
    record Subject(String organizationId, String branchId, String rule, String kind, String id) {}

    Told(Consumer<com.bloompetos.events.insight.Finding> findings) {
        this.findings = findings;
    }

    /** What earlier lives have opened and not resolved. */
    void readBack(Engine engine, Collection<String> rules) throws IOException, Refused {
        open.clear();
        if (engine.query("exists table raw.findings").get(0).get(0).equals("0")) {
            return; // Nobody ever found anything.
        }
        var rows =
                engine.query(
                        "select organization_id, branch_id, rule, subject_kind, subject_id, episode from raw.findings final where state = 'opened' and is_deleted = 0 and rule in (%s)"
                                .formatted(
                                        rules.stream()
                                                .map(rule -> "'" + rule + "'")
                                                .collect(Collectors.joining(", "))));
        for (var row : rows) {
            episodes(new Subject(row.get(0), row.get(1), row.get(2), row.get(3), row.get(4)))
                    .put(row.get(5), "");
        }
    }

    Set<String> openEpisodes(Subject subject) {
        return Set.copyOf(open.getOrDefault(subject, Map.of()).keySet());
    }

    /** Every subject of this rule that has an open episode. */
    List<Subject> openSubjects(String rule) {
        return open.entrySet().stream()
                .filter(each -> each.getKey().rule().equals(rule) && !each.getValue().isEmpty())
                .map(Map.Entry::getKey)
                .toList();
    }

    /**
     * @param shape what must change for it to be worth telling again
     */
    void open(Subject subject, String episode, Finding seen, String shape, long version) {
        var before = episodes(subject).put(episode, shape);
        // What an earlier life told is told.
        if (before == null || !before.isEmpty() && !before.equals(shape)) {
            findings.accept(Findings.opened(place(subject, episode), seen, version, Instant.now()));
        }
    }

    /** Nothing when it was never told. */
    void resolve(Subject subject, String episode, String title, long version) {
        if (episodes(subject).remove(episode) != null) {
            var seen =
                    new Finding(subject.rule(), Severity.INFO, title, Map.of(), null, Action.NONE);
            findings.accept(
                    Findings.resolved(place(subject, episode), seen, version, Instant.now()));
        }
    }

    private Map<String, String> episodes(Subject subject) {
        return open.computeIfAbsent(subject, any -> new HashMap<>());
    }

    private static Findings.Place place(Subject subject, String episode) {
        return new Findings.Place(
                subject.organizationId(),
                subject.branchId(),
                subject.kind(),
                subject.id(),
                episode);
    }
}
