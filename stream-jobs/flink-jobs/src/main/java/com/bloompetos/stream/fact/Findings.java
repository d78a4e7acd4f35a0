package com.bloompetos.stream.fact;

import com.bloompetos.events.insight.Finding;
import com.bloompetos.insight.rule.Severity;
import java.time.Instant;
import java.util.Locale;

/** What a rule saw, put at its place: the record that insight.findings carries. */
public final class Findings {
    private Findings() {}

    /**
     * Where and about what; together with the rule they name one stretch of trouble.
     *
     * @param episode tells one stretch from the next; the same after a restart
     */
    public record Place(
            String organizationId,
            String branchId,
            String subjectKind,
            String subjectId,
            String episode) {}

    /**
     * @param version log position of the newest row change behind it
     */
    public static Finding opened(
            Place place, com.bloompetos.insight.rule.Finding seen, long version, Instant at) {
        return record(place, seen, "opened", version, at);
    }

    /** The same place again when the trouble is over; its words say how it stands now. */
    public static Finding resolved(
            Place place, com.bloompetos.insight.rule.Finding seen, long version, Instant at) {
        return record(place, seen, "resolved", version, at);
    }

    /** The key under which the newest record of a finding counts. */
    public static String key(Finding finding) {
        return String.join(
                "/",
                finding.getOrganizationId(),
                finding.getRule(),
                finding.getBranchId(),
                finding.getSubjectId(),
                finding.getEpisode());
    }

    static String text(Severity severity) {
        return severity.name().toLowerCase(Locale.ROOT);
    }

    private static Finding record(
            Place place,
            com.bloompetos.insight.rule.Finding seen,
            String state,
            long version,
            Instant at) {
        return Finding.newBuilder()
                .setOrganizationId(place.organizationId())
                .setBranchId(place.branchId())
                .setRule(seen.rule())
                .setSeverity(text(seen.severity()))
                .setSubjectKind(place.subjectKind())
                .setSubjectId(place.subjectId())
                .setEpisode(place.episode())
                .setTitle(seen.title())
                .setEvidence(seen.evidence())
                .setAtStakeCents(seen.atStakeCents())
                .setAction(seen.action().label())
                .setState(state)
                .setSourceVersion(version)
                .setFoundAt(at)
                .build();
    }
}
