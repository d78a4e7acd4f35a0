package com.bloompetos.api.kpi;

import com.bloompetos.api.access.Caller;
import com.bloompetos.api.access.TenantTransaction;
import com.bloompetos.api.problem.Problem;
import com.bloompetos.insight.kpi.KpiCatalogue;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
class KpiController {
    private final KpiCatalogue catalogue;
    private final KpiHistory history;
    private final KpiBridges bridges;
    private final KpiSeals seals;
    private final CompletenessReader completeness;
    private final KpiRollUps rollUps;
    private final OwnWrites ownWrites;
    private final FreshnessReader freshness;
    private final TenantTransaction tenant;
    private final JdbcClient jdbc;
    private final Clock clock = Clock.systemUTC();

    KpiController(
            KpiCatalogue catalogue,
            KpiHistory history,
            KpiBridges bridges,
            KpiSeals seals,
            CompletenessReader completeness,
            KpiRollUps rollUps,
            OwnWrites ownWrites,
            FreshnessReader freshness,
            TenantTransaction tenant,
            JdbcClient jdbc) {
        this.catalogue = catalogue;
        this.history = history;
        this.bridges = bridges;
        this.seals = seals;
        this.completeness = completeness;
        this.rollUps = rollUps;
        this.ownWrites = ownWrites;
        this.freshness = freshness;
        this.tenant = tenant;
        this.jdbc = jdbc;
    }

    @GetMapping("/v1/branches/{branchId}/kpis/{kpi}")
    KpiAnswer between(
            Caller caller,
            @PathVariable UUID branchId,
            @PathVariable String kpi,
            @RequestParam LocalDate from,
            @RequestParam LocalDate to,
            @RequestParam(name = "as_of", required = false) @Nullable Instant asOf,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable String compare,
            @RequestParam(required = false) @Nullable Integer weeks) {
        var definition = catalogue.find(kpi).orElseThrow(() -> Problem.notFound("kpi", kpi));
        KpiQuestion.requireRange(from, to);
        var position = after == null ? null : OwnWrites.parse(after);
        var question =
                compare == null
                        ? null
                        : KpiQuestion.of(
                                definition, KpiScope.Kind.BRANCH, from, to, null, compare, weeks);
        var place = place(caller, branchId);
        var write = position == null ? null : ownWrites.await(position, definition, place);
        // Before the readings: whatever they hold is at least as new as this says.
        var fresh = freshness.now();
        return KpiAnswer.of(
                definition,
                place,
                from,
                to,
                asOf,
                history.between(definition, place, from, to, asOf),
                question == null ? null : comparison(question, place, asOf),
                seals.of(definition, place.organizationId(), List.of(branchId)).orElse(null),
                completeness.of(definition, place.organizationId()).orElse(null),
                fresh,
                write);
    }

    private @Nullable KpiComparison comparison(
            KpiQuestion question, KpiPlace place, @Nullable Instant asOf) {
        return rollUps.compare(
                question,
                new ReadingsSql(
                        question.kpi(), place.organizationId(), List.of(place.branchId()), asOf),
                LocalDate.now(clock.withZone(place.zone())));
    }

    /** From what was shown then to what is shown now: which readings changed, and by which rows. */
    @GetMapping("/v1/branches/{branchId}/kpis/{kpi}/bridge")
    KpiBridge bridge(
            Caller caller,
            @PathVariable UUID branchId,
            @PathVariable String kpi,
            @RequestParam LocalDate from,
            @RequestParam LocalDate to,
            @RequestParam(name = "as_of") Instant asOf) {
        var definition = catalogue.find(kpi).orElseThrow(() -> Problem.notFound("kpi", kpi));
        KpiQuestion.requireRange(from, to);
        return bridges.from(definition, place(caller, branchId), from, to, asOf);
    }

    /** Row security answers whether there is such a branch for this caller. */
    private KpiPlace place(Caller caller, UUID branchId) {
        return tenant.read(
                caller,
                () ->
                        jdbc.sql(
                                        """
                                        select b.organization_id, b.branch_id, b.time_zone, o.currency
                                        from branches b join organizations o using (organization_id)
                                        where b.branch_id = ?
                                        """)
                                .param(branchId)
                                .query(
                                        (row, number) ->
                                                new KpiPlace(
                                                        row.getObject(
                                                                "organization_id", UUID.class),
                                                        row.getObject("branch_id", UUID.class),
                                                        ZoneId.of(row.getString("time_zone")),
                                                        row.getString("currency")))
                                .optional()
                                .orElseThrow(() -> Problem.notFound("branch_id", branchId)));
    }
}
