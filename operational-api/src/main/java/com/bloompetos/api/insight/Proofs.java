package com.bloompetos.api.insight;

import com.bloompetos.api.access.Caller;
import com.bloompetos.api.access.TenantTransaction;
import com.bloompetos.api.alert.FindingFollower;
import com.bloompetos.api.insight.Sayings.Saying;
import com.bloompetos.api.problem.Problem;
import com.bloompetos.events.insight.Finding;
import com.bloompetos.insight.explain.Attribute;
import com.bloompetos.insight.explain.Look;
import com.bloompetos.insight.explain.Part;
import com.bloompetos.insight.explain.Pattern;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks the query of an insight again: it holds as it was said, with other numbers, or no longer.
 * What no longer holds is withdrawn, and those who hear of its branch are told by an alert.
 */
@Service
class Proofs {
    static final String WITHDRAWN_RULE = "insight_withdrawn";

    private static final Logger log = LoggerFactory.getLogger(Proofs.class);

    private final TenantTransaction tenant;
    private final JdbcClient jdbc;
    private final Sayings sayings;
    private final FindingFollower alerts;
    private final JsonMapper json;

    /** Those of which it was said; two rounds share it. */
    private final Set<UUID> refused = ConcurrentHashMap.newKeySet();

    Proofs(
            TenantTransaction tenant,
            JdbcClient jdbc,
            Sayings sayings,
            FindingFollower alerts,
            JsonMapper json) {
        this.tenant = tenant;
        this.jdbc = jdbc;
        this.sayings = sayings;
        this.alerts = alerts;
        this.json = json;
    }

    /** What was said, and what it was said of. */
    record Said(
            UUID insightId,
            UUID organizationId,
            UUID branchId,
            String pattern,
            String kpi,
            String partWhere,
            LocalDate lastDay,
            String title,
            String sentence,
            String query,
            String resultHash,
            long asOfVersion,
            double worse,
            String branch,
            String currency) {}

    InsightVerdict verify(Caller caller, UUID insightId) {
        var said =
                tenant.read(
                        caller,
                        () ->
                                said("i.insight_id = '" + insightId + "'").stream()
                                        .findFirst()
                                        .orElseThrow(
                                                () -> Problem.notFound("insight_id", insightId)));
        var found = ask(said);
        return new InsightVerdict(
                found.upholds(said.worse()),
                found.answer().hash().equals(said.resultHash())
                        && found.narrative().text().equals(said.sentence()),
                said.resultHash(),
                found.answer().hash(),
                said.sentence(),
                found.narrative().text());
    }

    /** The open ones of these branches that reach over the day. */
    List<Said> open(Caller program, UUID branchId, LocalDate from, LocalDate to) {
        return tenant.read(
                program,
                () ->
                        said(
                                "i.status = 'opened' and i.branch_id = '%s' and i.first_day - case i.pattern when 'week' then 28 else 77 end <= date '%s' and i.last_day >= date '%s'"
                                        .formatted(branchId, to, from)));
    }

    List<Said> open(Caller program) {
        return tenant.read(
                program, () -> said("i.status = 'opened' and i.last_day > current_date - 14"));
    }

    /** The condition is made of ids and days alone. */
    private List<Said> said(String condition) {
        return jdbc.sql(
                        """
                        select i.insight_id, i.organization_id, i.branch_id, i.pattern, i.kpi, i.part_where::text as part_where, i.last_day,
                               i.title, i.sentence, i.query, i.result_hash, i.as_of_version, i.worse, b.name as branch, o.currency
                        from insights i join branches b using (organization_id, branch_id)
                             join organizations o using (organization_id)
                        where %s order by i.insight_id desc limit 100
                        """
                                .formatted(condition))
                .query(Said.class)
                .list();
    }

    /** Each on its own: one that cannot be asked any more keeps no other from being proven. */
    void proveEach(Caller program, List<Said> all) {
        for (var said : all) {
            try {
                prove(program, said);
                refused.remove(said.insightId());
            } catch (DataAccessException failure) {
                if (refused.add(said.insightId())) {
                    log.warn(
                            "insight {} cannot be proven and stands as it was: {}",
                            said.insightId(),
                            failure.getMessage());
                }
            }
        }
    }

    /** Restates or withdraws it where the answer is another one. */
    private void prove(Caller program, Said said) {
        var found = ask(said);
        if (found.answer().hash().equals(said.resultHash())) {
            return;
        }
        if (found.upholds(said.worse())) {
            restate(program, said, found);
        } else {
            withdraw(program, said, found);
        }
    }

    private Saying ask(Said said) {
        var part = new HashMap<Attribute, String>();
        json.readValue(said.partWhere(), new TypeReference<Map<String, String>>() {})
                .forEach((name, value) -> part.put(Attribute.of(name), value));
        return sayings.ask(
                new Subject(
                        Pattern.of(said.pattern()),
                        Look.of(said.kpi()),
                        new Part(part),
                        said.branch(),
                        said.currency(),
                        said.lastDay()),
                said.query());
    }

    private void restate(Caller program, Said said, Saying found) {
        tenant.write(
                program,
                () ->
                        jdbc.sql(
                                        """
                                        update insights set sentence = ?, bindings = ?::jsonb, chart = ?::jsonb, result_hash = ?,
                                            at_stake_cents = ?, restated = restated + 1
                                        where insight_id = ? and status = 'opened'
                                          and result_hash = ? -- Two rounds may see one change; it is one.
                                        """)
                                .params(
                                        found.narrative().text(),
                                        json.writeValueAsString(found.narrative().bindings()),
                                        json.writeValueAsString(found.chart()),
                                        found.answer().hash(),
                                        found.atStakeCents(),
                                        said.insightId(),
                                        said.resultHash())
                                .update());
    }

    private void withdraw(Caller program, Said said, Saying found) {
        boolean isEmpty = found.answer().lines().isEmpty();
        int withdrawn =
                tenant.write(
                        program,
                        () -> {
                            int changed =
                                    jdbc.sql(
                                                    """
                                                    update insights set status = 'withdrawn', withdrawn_at = now(), withdrawn_reason = ?
                                                    where insight_id = ? and status = 'opened'
                                                    """)
                                            .params(
                                                    isEmpty ? "no_rows" : "overturned",
                                                    said.insightId())
                                            .update();
                            if (changed > 0) {
                                alerts.follow(news(said, found));
                            }
                            return changed;
                        });
        if (withdrawn > 0) {
            log.info("insight {} does not hold any more and is withdrawn", said.insightId());
        }
    }

    private static Finding news(Said said, Saying found) {
        return Finding.newBuilder()
                .setOrganizationId(said.organizationId().toString())
                .setBranchId(said.branchId().toString())
                .setRule(WITHDRAWN_RULE)
                .setSeverity("warning")
                .setSubjectKind("insight")
                .setSubjectId(said.insightId().toString())
                .setEpisode("1")
                .setTitle("Withdrawn, since rows that came late say otherwise: " + said.title())
                .setEvidence(
                        Map.of(
                                "said", said.sentence(),
                                "now", found.narrative().text(),
                                "result_hash", found.answer().hash()))
                .setAtStakeCents(null)
                .setAction("")
                .setState("opened")
                .setSourceVersion(said.asOfVersion())
                .setFoundAt(Instant.now())
                .build();
    }
}
