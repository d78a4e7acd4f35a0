package com.bloompetos.api.insight;

import com.bloompetos.api.access.Caller;
import com.bloompetos.api.access.TenantTransaction;
import com.bloompetos.api.position.Position;
import com.bloompetos.api.position.Positions;
import com.bloompetos.api.position.Written;
import com.bloompetos.api.problem.Problem;
import com.bloompetos.insight.ranking.Worth;
import com.bloompetos.insight.rule.Precision;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** The insights of a chain as people read them, and what they make of them. */
@Service
public class InsightBook {
    /** More than this nobody reads in a morning. */
    private static final int SHOWN = 5;

    private static final int MOST = 200;

    private final TenantTransaction tenant;
    private final JdbcClient jdbc;
    private final Positions positions;

    InsightBook(TenantTransaction tenant, JdbcClient jdbc, Positions positions) {
        this.tenant = tenant;
        this.jdbc = jdbc;
        this.positions = positions;
    }

    public List<Insight> list(Caller caller, @Nullable String status, @Nullable UUID branchId) {
        return tenant.read(
                caller,
                () -> {
                    var found =
                            jdbc.sql(
                                            """
                                            select %s from insights
                                            where status = coalesce(:status::text, 'opened')
                                              and (:branch::uuid is null or branch_id = :branch::uuid)
                                              -- What somebody judged is settled, and what is two weeks old is past.
                                              and (:status::text is not null
                                                   or feedback is null and last_day > current_date - 14)
                                            order by insight_id desc limit %d
                                            """
                                                    .formatted(InsightRows.COLUMNS, MOST))
                                    .param("status", status)
                                    .param("branch", branchId)
                                    .query(InsightRows::insight)
                                    .list();
                    var ranked = ranked(found, precisions());
                    return status == null ? ranked.stream().limit(SHOWN).toList() : ranked;
                });
    }

    /** Each insight pays for those of its branch that stand above it. */
    static List<Insight> ranked(List<Insight> insights, Map<String, Precision> precisions) {
        var left = new ArrayList<>(insights);
        var told = new HashMap<UUID, Integer>();
        var parts = new HashSet<String>();
        var ranked = new ArrayList<Insight>();
        var today = LocalDate.now(ZoneOffset.UTC);
        while (!left.isEmpty()) {
            var best =
                    left.stream()
                            .map(
                                    each ->
                                            each.worth(
                                                    worth(each, precisions, told, parts, today)
                                                            .cents()))
                            .max(
                                    Comparator.comparingLong(Insight::worthCents)
                                            .thenComparing(Insight::insightId))
                            .orElseThrow();
            left.removeIf(each -> each.insightId().equals(best.insightId()));
            told.merge(best.branchId(), 1, Integer::sum);
            parts.add(story(best));
            ranked.add(best);
        }
        return ranked;
    }

    private static Worth worth(
            Insight insight,
            Map<String, Precision> precisions,
            Map<UUID, Integer> told,
            HashSet<String> parts,
            LocalDate today) {
        return new Worth(
                insight.atStakeCents(),
                insight.confidence(),
                !insight.action().isEmpty(),
                precisions.getOrDefault(insight.kpi(), new Precision(0, 0)),
                (int) Math.max(0, ChronoUnit.DAYS.between(insight.lastDay(), today)),
                told.getOrDefault(insight.branchId(), 0),
                parts.contains(story(insight)));
    }

    /** The same part of the same place is one story, whatever KPI tells it. */
    private static String story(Insight insight) {
        return insight.branchId() + " " + insight.pattern() + " " + insight.part();
    }

    /** By KPI, of ninety days: what people judged, and what had to be withdrawn. */
    Map<String, Precision> precisions() {
        var precisions = new HashMap<String, Precision>();
        jdbc.sql(
                        """
                        select kpi, count(*) filter (where status = 'opened' and feedback in ('useful', 'known', 'done')) as rights,
                               count(*) filter (where status = 'withdrawn' or feedback = 'wrong') as wrongs
                        from insights where opened_at > now() - interval '90 days' group by kpi
                        """)
                .query(
                        row -> {
                            precisions.put(
                                    row.getString("kpi"),
                                    new Precision(row.getLong("rights"), row.getLong("wrongs")));
                        });
        return precisions;
    }

    InsightEvidence evidence(Caller caller, UUID insightId) {
        return tenant.read(
                caller,
                () ->
                        jdbc.sql(
                                        "select "
                                                + InsightRows.COLUMNS
                                                + ", definition_version, query, result_hash, as_of_version from insights where insight_id = ?")
                                .param(insightId)
                                .query(
                                        (row, number) ->
                                                new InsightEvidence(
                                                        InsightRows.insight(row, number),
                                                        row.getString("template"),
                                                        row.getInt("definition_version"),
                                                        row.getString("query"),
                                                        row.getString("result_hash"),
                                                        row.getLong("as_of_version")))
                                .optional()
                                .orElseThrow(() -> Problem.notFound("insight_id", insightId)));
    }

    /** The last word counts; one that was withdrawn is judged already. */
    Written<Insight> judge(Caller caller, UUID insightId, String feedback) {
        return tenant.write(
                caller,
                () -> {
                    var before = found(insightId, " for update");
                    var position = new Position("insights", insightId, positions.endOfLog());
                    if (before.isOpen() && !feedback.equals(before.feedback())) {
                        jdbc.sql(
                                        "update insights set feedback = ?, judged_by = ?, judged_at = now() where insight_id = ?")
                                .params(feedback, caller.userId(), insightId)
                                .update();
                    }
                    return new Written<>(found(insightId, ""), position);
                });
    }

    private Insight found(UUID insightId, String lock) {
        return jdbc.sql(
                        "select "
                                + InsightRows.COLUMNS
                                + " from insights where insight_id = ?"
                                + lock)
                .param(insightId)
                .query(InsightRows::insight)
                .optional()
                .orElseThrow(() -> Problem.notFound("insight_id", insightId));
    }
}
