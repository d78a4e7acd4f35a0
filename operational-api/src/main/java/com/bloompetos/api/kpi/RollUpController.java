package com.bloompetos.api.kpi;

import com.bloompetos.api.access.Caller;
import com.bloompetos.api.problem.Problem;
import com.bloompetos.insight.kpi.KpiCatalogue;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** KPIs of what holds several branches; the ways of asking are the same for all three. */
@RestController
class RollUpController {
    private final KpiCatalogue catalogue;
    private final KpiScopes scopes;
    private final KpiRollUps rollUps;
    private final KpiSeals seals;
    private final CompletenessReader completeness;
    private final FreshnessReader freshness;
    private final Clock clock = Clock.systemUTC();

    RollUpController(
            KpiCatalogue catalogue,
            KpiScopes scopes,
            KpiRollUps rollUps,
            KpiSeals seals,
            CompletenessReader completeness,
            FreshnessReader freshness) {
        this.catalogue = catalogue;
        this.scopes = scopes;
        this.rollUps = rollUps;
        this.seals = seals;
        this.completeness = completeness;
        this.freshness = freshness;
    }

    /** The query of a roll-up, as its parameters are named. */
    record Asked(
            LocalDate from,
            LocalDate to,
            @Nullable Instant asOf,
            @Nullable String by,
            @Nullable String compare,
            @Nullable Integer weeks) {}

    @GetMapping("/v1/organizations/{organizationId}/kpis/{kpi}")
    KpiRollUp ofOrganization(
            Caller caller,
            @PathVariable UUID organizationId,
            @PathVariable String kpi,
            @RequestParam LocalDate from,
            @RequestParam LocalDate to,
            @RequestParam(name = "as_of", required = false) @Nullable Instant asOf,
            @RequestParam(required = false) @Nullable String by,
            @RequestParam(required = false) @Nullable String compare,
            @RequestParam(required = false) @Nullable Integer weeks) {
        var asked = new Asked(from, to, asOf, by, compare, weeks);
        return answer(caller, KpiScope.Kind.ORGANIZATION, organizationId, kpi, asked);
    }

    @GetMapping("/v1/brands/{brandId}/kpis/{kpi}")
    KpiRollUp ofBrand(
            Caller caller,
            @PathVariable UUID brandId,
            @PathVariable String kpi,
            @RequestParam LocalDate from,
            @RequestParam LocalDate to,
            @RequestParam(name = "as_of", required = false) @Nullable Instant asOf,
            @RequestParam(required = false) @Nullable String by,
            @RequestParam(required = false) @Nullable String compare,
            @RequestParam(required = false) @Nullable Integer weeks) {
        var asked = new Asked(from, to, asOf, by, compare, weeks);
        return answer(caller, KpiScope.Kind.BRAND, brandId, kpi, asked);
    }

    @GetMapping("/v1/franchises/{franchiseId}/kpis/{kpi}")
    KpiRollUp ofFranchise(
            Caller caller,
            @PathVariable UUID franchiseId,
            @PathVariable String kpi,
            @RequestParam LocalDate from,
            @RequestParam LocalDate to,
            @RequestParam(name = "as_of", required = false) @Nullable Instant asOf,
            @RequestParam(required = false) @Nullable String by,
            @RequestParam(required = false) @Nullable String compare,
            @RequestParam(required = false) @Nullable Integer weeks) {
        var asked = new Asked(from, to, asOf, by, compare, weeks);
        return answer(caller, KpiScope.Kind.FRANCHISE, franchiseId, kpi, asked);
    }

    private KpiRollUp answer(Caller caller, KpiScope.Kind kind, UUID id, String name, Asked asked) {
        var kpi = catalogue.find(name).orElseThrow(() -> Problem.notFound("kpi", name));
        var question =
                KpiQuestion.of(
                        kpi,
                        kind,
                        asked.from(),
                        asked.to(),
                        asked.by(),
                        asked.compare(),
                        asked.weeks());
        var scope = scopes.of(caller, kind, id);
        var readings =
                new ReadingsSql(kpi, scope.organizationId(), scope.branchIds(), asked.asOf());
        // Before the readings: whatever they hold is at least as new as this says.
        var fresh = freshness.now();
        var runningDay = scope.runningDay(clock);
        var to = lastDay(question, runningDay);
        return KpiRollUp.of(
                question,
                scope,
                asked.asOf(),
                rollUps.total(readings, asked.from(), to),
                question.by() == null
                        ? null
                        : rollUps.by(question.by(), readings, scope, asked.from(), to),
                rollUps.compare(question, readings, runningDay),
                seals.of(kpi, scope.organizationId(), scope.branchIds()).orElse(null),
                completeness.of(kpi, scope.organizationId()).orElse(null),
                fresh);
    }

    /** A state is that of one evening for all branches: where the day has begun at each of them. */
    private static LocalDate lastDay(KpiQuestion question, LocalDate runningDay) {
        boolean isAhead = question.kpi().isState() && question.to().isAfter(runningDay);
        return isAhead ? runningDay : question.to();
    }
}
