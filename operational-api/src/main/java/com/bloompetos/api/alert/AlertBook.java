package com.bloompetos.api.alert;

import com.bloompetos.api.access.Caller;
import com.bloompetos.api.access.Role;
import com.bloompetos.api.access.TenantTransaction;
import com.bloompetos.api.position.Position;
import com.bloompetos.api.position.Positions;
import com.bloompetos.api.problem.Problem;
import com.bloompetos.events.insight.Finding;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import tools.jackson.databind.json.JsonMapper;

/** The alerts of a chain: written by findings, read and acknowledged by people. */
@Service
public class AlertBook {
    private static final String COLUMNS =
            "alert_id, branch_id, rule, severity, subject_kind, subject_id, episode, title, evidence::text as evidence,"
                    + " status, opened_at, updated_at";
    private static final UUID NOBODY = new UUID(0, 0);

    private final TenantTransaction tenant;
    private final JdbcClient jdbc;
    private final Positions positions;
    private final JsonMapper json;

    AlertBook(TenantTransaction tenant, JdbcClient jdbc, Positions positions, JsonMapper json) {
        this.tenant = tenant;
        this.jdbc = jdbc;
        this.positions = positions;
        this.json = json;
    }

    public List<Alert> list(Caller caller, @Nullable UUID branchId, @Nullable String status) {
        return tenant.read(
                caller,
                () ->
                        jdbc.sql(
                                        "select "
                                                + COLUMNS
                                                + """
                                                 from alerts
                                                where (:branch::uuid is null or branch_id = :branch::uuid)
                                                  and (:status::text is null or status = :status::text)
                                                order by status = 'resolved', opened_at desc, alert_id
                                                limit 500
                                                """)
                                .param("branch", branchId)
                                .param("status", status)
                                .query((row, number) -> alert(row))
                                .list());
    }

    /** Repeating it changes nothing; what is resolved stays resolved. */
    public Acknowledged acknowledge(Caller caller, UUID alertId) {
        return tenant.write(
                caller,
                () -> {
                    var before =
                            find(alertId, " for update")
                                    .orElseThrow(() -> Problem.notFound("alert_id", alertId));
                    var position = new Position("alerts", alertId, positions.endOfLog());
                    if (!before.status().equals("opened")) {
                        return new Acknowledged(before, position);
                    }
                    jdbc.sql("update alerts set status = 'acknowledged' where alert_id = ?")
                            .param(alertId)
                            .update();
                    return new Acknowledged(find(alertId, "").orElseThrow(), position);
                });
    }

    /**
     * Opens, changes or resolves the alert of a finding. Findings come at least once and in order
     * per key: one that is not newer than what the alert shows changes nothing, and an acknowledged
     * alert stays so until it is resolved.
     *
     * @return whether anything changed
     */
    boolean follow(Finding finding) {
        var organization = UUID.fromString(finding.getOrganizationId());
        var anyBranch = new Caller(NOBODY, organization, Role.ADMIN, List.of());
        return tenant.write(
                anyBranch,
                () -> finding.getState().equals("resolved") ? resolve(finding) : open(finding));
    }

    private boolean open(Finding finding) {
        return jdbc.sql(
                                """
                                insert into alerts (organization_id, branch_id, rule, severity, subject_kind, subject_id,
                                                    episode, title, evidence, status, opened_at)
                                values (:organization::uuid, :branch::uuid, :rule, :severity, :kind, :subject,
                                        :episode, :title, :evidence::jsonb, 'opened', :found)
                                on conflict (organization_id, rule, branch_id, subject_id, episode) do update
                                set severity = excluded.severity, title = excluded.title, evidence = excluded.evidence,
                                    status = case alerts.status when 'resolved' then 'opened' else alerts.status end
                                where coalesce((alerts.evidence ->> 'source_version')::bigint, -1)
                                      < (excluded.evidence ->> 'source_version')::bigint
                                """)
                        .param("organization", finding.getOrganizationId())
                        .param("branch", finding.getBranchId())
                        .param("rule", finding.getRule())
                        .param("severity", finding.getSeverity())
                        .param("kind", finding.getSubjectKind())
                        .param("subject", finding.getSubjectId())
                        .param("episode", finding.getEpisode())
                        .param("title", finding.getTitle())
                        .param("evidence", evidence(finding))
                        .param(
                                "found",
                                OffsetDateTime.ofInstant(finding.getFoundAt(), ZoneOffset.UTC))
                        .update()
                > 0;
    }

    private boolean resolve(Finding finding) {
        return jdbc.sql(
                                """
                                update alerts set status = 'resolved', evidence = :evidence::jsonb
                                where organization_id = :organization::uuid and rule = :rule
                                  and branch_id = :branch::uuid and subject_id = :subject and episode = :episode
                                  and status <> 'resolved'
                                  and coalesce((evidence ->> 'source_version')::bigint, -1) <= :version
                                """)
                        .param("evidence", evidence(finding))
                        .param("organization", finding.getOrganizationId())
                        .param("rule", finding.getRule())
                        .param("branch", finding.getBranchId())
                        .param("subject", finding.getSubjectId())
                        .param("episode", finding.getEpisode())
                        .param("version", finding.getSourceVersion())
                        .update()
                > 0;
    }

    /** The log position belongs to the proof, and tells which of two findings is newer. */
    private String evidence(Finding finding) {
        var evidence = new TreeMap<String, String>(finding.getEvidence());
        evidence.put("source_version", String.valueOf(finding.getSourceVersion()));
        return json.writeValueAsString(evidence);
    }

    private Optional<Alert> find(UUID alertId, String lock) {
        return jdbc.sql("select " + COLUMNS + " from alerts where alert_id = ?" + lock)
                .param(alertId)
                .query((row, number) -> alert(row))
                .optional();
    }

    private static Alert alert(ResultSet row) throws SQLException {
        return new Alert(
                row.getObject("alert_id", UUID.class),
                row.getObject("branch_id", UUID.class),
                row.getString("rule"),
                row.getString("severity"),
                row.getString("subject_kind"),
                row.getString("subject_id"),
                row.getString("episode"),
                row.getString("title"),
                row.getString("evidence"),
                row.getString("status"),
                row.getObject("opened_at", OffsetDateTime.class).toInstant(),
                row.getObject("updated_at", OffsetDateTime.class).toInstant());
    }

    /** The alert as it stands now, and where the write stands in the log. */
    public record Acknowledged(Alert alert, Position position) {}
}
