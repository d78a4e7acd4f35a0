package com.bloompetos.api.alert;

import com.bloompetos.api.access.Caller;
import com.bloompetos.api.access.TenantTransaction;
import com.bloompetos.events.insight.Finding;
import com.bloompetos.insight.rule.Severity;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import tools.jackson.databind.json.JsonMapper;

/**
 * Opens, changes or resolves the alert of a finding. Findings come at least once and in order per
 * key: one that is not newer than what the alert shows changes nothing, and what a person decided
 * about an episode stands.
 */
@Service
public class FindingFollower {
    private final TenantTransaction tenant;
    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final RuleBook rules;

    FindingFollower(TenantTransaction tenant, JdbcClient jdbc, JsonMapper json, RuleBook rules) {
        this.tenant = tenant;
        this.jdbc = jdbc;
        this.json = json;
        this.rules = rules;
    }

    /**
     * @return whether anything changed
     */
    public boolean follow(Finding finding) {
        var program = Caller.ofProgram(UUID.fromString(finding.getOrganizationId()));
        return tenant.write(
                program,
                () ->
                        followKnown(finding)
                                .orElseGet(() -> !isResolved(finding) && open(program, finding)));
    }

    private Optional<Boolean> followKnown(Finding finding) {
        return find(finding)
                .map(
                        known ->
                                isResolved(finding)
                                        ? resolve(known, finding)
                                        : change(known, finding));
    }

    private static boolean isResolved(Finding finding) {
        return finding.getState().equals("resolved");
    }

    private record Known(
            UUID alertId,
            String severity,
            String status,
            @Nullable UUID closedBy,
            boolean isDemoted,
            long sourceVersion) {
        boolean isRaisedBy(String other) {
            return severityOf(other).compareTo(severityOf(severity)) > 0;
        }

        /**
         * What its rule closed it opens again; what a person closed or put off, only when worse.
         */
        boolean comesBackWith(String other) {
            return switch (status) {
                case "resolved" -> closedBy == null || isRaisedBy(other);
                case "snoozed" -> isRaisedBy(other);
                default -> false;
            };
        }
    }

    private static Severity severityOf(String text) {
        return Severity.valueOf(text.toUpperCase(Locale.ROOT));
    }

    private Optional<Known> find(Finding finding) {
        return jdbc.sql(
                        """
                        select alert_id, severity, status, closed_by, is_demoted,
                               coalesce((evidence ->> 'source_version')::bigint, -1) as source_version
                        from alerts
                        where organization_id = :organization::uuid and rule = :rule and branch_id = :branch::uuid
                          and subject_id = :subject and episode = :episode
                        for update
                        """)
                .param("organization", finding.getOrganizationId())
                .param("rule", finding.getRule())
                .param("branch", finding.getBranchId())
                .param("subject", finding.getSubjectId())
                .param("episode", finding.getEpisode())
                .query(Known.class)
                .optional();
    }

    private boolean open(Caller program, Finding finding) {
        boolean isDemoted = rules.isDemoted(program, finding.getRule());
        boolean isNew =
                jdbc.sql(
                                        """
                                insert into alerts (organization_id, branch_id, rule, severity, subject_kind, subject_id,
                                                    episode, title, evidence, at_stake_cents, action, is_demoted,
                                                    status, opened_at)
                                values (:organization::uuid, :branch::uuid, :rule, :severity, :kind, :subject,
                                        :episode, :title, :evidence::jsonb, :at_stake::bigint, :action, :demoted,
                                        'opened', :found)
                                on conflict do nothing
                                """)
                                .param("organization", finding.getOrganizationId())
                                .param("branch", finding.getBranchId())
                                .param("rule", finding.getRule())
                                .param("severity", isDemoted ? "info" : finding.getSeverity())
                                .param("kind", finding.getSubjectKind())
                                .param("subject", finding.getSubjectId())
                                .param("episode", finding.getEpisode())
                                .param("title", finding.getTitle())
                                .param("evidence", evidence(finding))
                                .param("at_stake", finding.getAtStakeCents())
                                .param("action", finding.getAction())
                                .param("demoted", isDemoted)
                                .param(
                                        "found",
                                        OffsetDateTime.ofInstant(
                                                finding.getFoundAt(), ZoneOffset.UTC))
                                .update()
                        > 0;
        // While partitions move from one process to the next, both may be here.
        return isNew || followKnown(finding).orElse(false);
    }

    private boolean change(Known known, Finding finding) {
        if (known.status().equals("wrong") || finding.getSourceVersion() <= known.sourceVersion()) {
            return false;
        }
        var severity = known.isDemoted() ? "info" : finding.getSeverity();
        return jdbc.sql(
                                """
                                update alerts set severity = :severity, title = :title, evidence = :evidence::jsonb,
                                    at_stake_cents = :at_stake::bigint, action = :action,
                                    status = case when :back then 'opened' else status end,
                                    snoozed_until = case when :back then null else snoozed_until end,
                                    closed_at = case when :back then null else closed_at end,
                                    closed_by = case when :back then null else closed_by end
                                where alert_id = :alert
                                """)
                        .param("severity", severity)
                        .param("title", finding.getTitle())
                        .param("evidence", evidence(finding))
                        .param("at_stake", finding.getAtStakeCents())
                        .param("action", finding.getAction())
                        .param("back", known.comesBackWith(severity))
                        .param("alert", known.alertId())
                        .update()
                > 0;
    }

    private boolean resolve(Known known, Finding finding) {
        if (known.status().equals("wrong")
                || known.status().equals("resolved")
                || finding.getSourceVersion() < known.sourceVersion()) {
            return false;
        }
        return jdbc.sql(
                                """
                                update alerts set status = 'resolved', evidence = :evidence::jsonb, snoozed_until = null,
                                    closed_at = now(), closed_by = null
                                where alert_id = :alert
                                """)
                        .param("evidence", evidence(finding))
                        .param("alert", known.alertId())
                        .update()
                > 0;
    }

    /** The log position belongs to the proof, and tells which of two findings is newer. */
    private String evidence(Finding finding) {
        var evidence = new TreeMap<String, String>(finding.getEvidence());
        evidence.put("source_version", String.valueOf(finding.getSourceVersion()));
        return json.writeValueAsString(evidence);
    }
}
