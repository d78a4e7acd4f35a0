package com.bloompetos.stream.reconcile;

import com.bloompetos.events.ConfluentAvro;
import com.bloompetos.events.insight.Finding;
import com.bloompetos.stream.fact.FindingTopic;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What reconciliation found, as findings: one for each branch, table and day. */
final class FoundRepairs implements AutoCloseable {
    private static final String RULE = "reconciliation";
    private static final int MOST_KEYS = 20;

    private final FindingTopic findings;

    FoundRepairs(String kafka, ConfluentAvro avro) {
        findings = new FindingTopic(kafka, avro);
    }

    void tell(List<Repair> ofTable) {
        ofTable.stream()
                .collect(Collectors.groupingBy(Repair::branchId))
                .values()
                .forEach(repairs -> findings.send(finding(repairs, Instant.now())));
    }

    static Finding finding(List<Repair> ofBranch, Instant at) {
        var first = ofBranch.get(0);
        var kinds =
                ofBranch.stream()
                        .collect(
                                Collectors.groupingBy(
                                        repair -> repair.kind().text(), Collectors.counting()));
        var open = ofBranch.stream().filter(repair -> !repair.isDone()).toList();
        return Finding.newBuilder()
                .setOrganizationId(first.key().organizationId())
                .setBranchId(first.branchId())
                .setRule(RULE)
                .setSeverity(open.isEmpty() ? "info" : "critical")
                .setSubjectKind("table")
                .setSubjectId(first.table())
                .setEpisode(at.atOffset(ZoneOffset.UTC).toLocalDate().toString())
                .setTitle(
                        "%d rows of %s in the warehouse were not as in the database%s"
                                .formatted(
                                        ofBranch.size(),
                                        first.table(),
                                        open.isEmpty()
                                                ? " and were put right"
                                                : "; %d still are not: %s"
                                                        .formatted(
                                                                open.size(), open.get(0).note())))
                .setEvidence(
                        Map.of(
                                "lost", String.valueOf(kinds.getOrDefault("lost", 0L)),
                                "ghost", String.valueOf(kinds.getOrDefault("ghost", 0L)),
                                "stale", String.valueOf(kinds.getOrDefault("stale", 0L)),
                                "keys",
                                        ofBranch.stream()
                                                .limit(MOST_KEYS)
                                                .map(repair -> repair.key().id())
                                                .collect(Collectors.joining(" "))))
                .setState("opened")
                .setSourceVersion(first.version())
                .setFoundAt(at)
                .build();
    }

    @Override
    public void close() {
        findings.close();
    }
}
