package com.bloompetos.api.insight;

import com.bloompetos.api.access.Caller;
import com.bloompetos.api.access.TenantTransaction;
import com.bloompetos.insight.explain.Cause;
import com.bloompetos.insight.explain.Look;
import com.bloompetos.insight.explain.Part;
import com.bloompetos.insight.explain.PartSearch;
import com.bloompetos.insight.explain.Weeks;
import com.bloompetos.insight.kpi.KpiCatalogue;
import com.bloompetos.insight.narrative.Proof;
import com.bloompetos.insight.narrative.Teller;
import com.bloompetos.insight.rule.Action;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.LongPredicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import tools.jackson.databind.json.JsonMapper;

/** Looks at the last week of every branch of a chain, and tells the little that is worth it. */
@Service
class Looks {
    private static final Logger log = LoggerFactory.getLogger(Looks.class);

    /** New ones of a branch at once. */
    private static final int MOST_AT_ONCE = 2;

    /** Less than this is not worth anybody's morning. */
    private static final long LEAST_CENTS = 10_000;

    private final TenantTransaction tenant;
    private final JdbcClient jdbc;
    private final FactsReader reader;
    private final KpiCatalogue kpis;
    private final JsonMapper json;
    private final PartSearch search = new PartSearch();

    Looks(
            TenantTransaction tenant,
            JdbcClient jdbc,
            FactsReader reader,
            KpiCatalogue kpis,
            JsonMapper json) {
        this.tenant = tenant;
        this.jdbc = jdbc;
        this.reader = reader;
        this.kpis = kpis;
        this.json = json;
    }

    private record Candidate(FactsReader.Branch branch, Look look, Cause cause, long version) {
        double worth() {
            return cause.change().atStakeCents() * cause.confidence();
        }
    }

    /**
     * @param isAllThere whether so many groups of facts are all of them; else nothing is told
     * @return how many groups of facts were looked at
     */
    long look(
            UUID organizationId,
            List<FactsReader.Branch> branches,
            Weeks weeks,
            LongPredicate isAllThere) {
        long began = System.nanoTime();
        long facts = 0;
        var found = new ArrayList<Candidate>();
        for (var look : Look.values()) {
            var of = reader.facts(look, organizationId, weeks);
            for (var branch : branches) {
                var its = of.get(branch.branchId());
                if (its != null) {
                    facts += its.facts().size();
                    search.explain(look, its.facts(), weeks)
                            .filter(cause -> cause.change().atStakeCents() >= LEAST_CENTS)
                            .ifPresent(
                                    cause ->
                                            found.add(
                                                    new Candidate(
                                                            branch, look, cause, its.version())));
                }
            }
        }
        if (!isAllThere.test(facts)) {
            return facts;
        }
        found.sort(Comparator.comparingDouble((Candidate each) -> -each.worth()));
        var program = Caller.ofProgram(organizationId);
        int told = 0;
        for (var branch : branches) {
            told +=
                    found.stream()
                            .filter(each -> each.branch().equals(branch))
                            .limit(MOST_AT_ONCE)
                            .mapToInt(each -> tell(program, each, weeks))
                            .sum();
        }
        if (told > 0) {
            log.info(
                    "{} insights of {} candidates at {} branches, from {} groups of facts in {} ms",
                    told,
                    found.size(),
                    branches.size(),
                    facts,
                    (System.nanoTime() - began) / 1_000_000);
        }
        return facts;
    }

    private int tell(Caller program, Candidate candidate, Weeks weeks) {
        var branch = candidate.branch();
        var look = candidate.look();
        var part = candidate.cause().part();
        if (tenant.read(program, () -> isKnown(branch.branchId(), look, part, weeks))) {
            return 0;
        }
        var query =
                FactsReader.query(look, program.organizationId(), branch.branchId(), part, weeks);
        var answer = reader.answer(query);
        var claim = answer.claim(look, weeks);
        var narrative =
                new Teller(branch.name(), branch.currency())
                        .tell(part, claim.change(), claim.split(), weeks);
        var objection = Proof.objection(narrative.text(), narrative);
        if (objection.isPresent()) {
            // A label of the catalogue that reads like a claim: better nothing than that.
            log.warn("an insight is not told: its sentence {}", objection.get());
            return 0;
        }
        if (!claim.upholds(candidate.cause().change().worse())) {
            return 0; // The rows have moved on meanwhile; the next look sees them.
        }
        return tenant.write(
                program,
                () ->
                        jdbc.sql(
                                        """
                                        insert into insights (organization_id, branch_id, kpi, definition_version, part, part_where,
                                            first_day, last_day, title, sentence, bindings, chart, query, result_hash, as_of_version,
                                            worse, at_stake_cents, confidence, action)
                                        values (:organization, :branch, :kpi, :definition, :part, :where::jsonb, :first, :last, :title,
                                            :sentence, :bindings::jsonb, :chart::jsonb, :query, :hash, :version, :worse, :stake,
                                            :confidence, :action)
                                        on conflict do nothing
                                        """)
                                .param("organization", program.organizationId())
                                .param("branch", branch.branchId())
                                .param("kpi", look.kpi())
                                .param(
                                        "definition",
                                        kpis.find(look.kpi()).orElseThrow().definitionVersion())
                                .param("part", part.label())
                                .param("where", json.writeValueAsString(where(part)))
                                .param("first", weeks.first())
                                .param("last", weeks.last())
                                .param("title", Teller.title(look, part))
                                .param("sentence", narrative.text())
                                .param("bindings", json.writeValueAsString(narrative.bindings()))
                                .param(
                                        "chart",
                                        json.writeValueAsString(InsightChart.of(claim, weeks)))
                                .param("query", query)
                                .param("hash", answer.hash())
                                .param("version", candidate.version())
                                .param("worse", claim.change().worse())
                                .param("stake", claim.change().atStakeCents())
                                .param("confidence", candidate.cause().confidence())
                                .param("action", action(look).label())
                                .update());
    }

    /** The same, or a part of it, was said of this branch lately, or said and withdrawn. */
    private boolean isKnown(UUID branchId, Look look, Part part, Weeks weeks) {
        return jdbc.sql(
                        """
                        select exists (select from insights where branch_id = ? and kpi = ? and last_day > ?::date - 14
                            and (part_where @> ?::jsonb or part_where <@ ?::jsonb))
                        """)
                .params(
                        branchId,
                        look.kpi(),
                        weeks.last(),
                        json.writeValueAsString(where(part)),
                        json.writeValueAsString(where(part)))
                .query(Boolean.class)
                .single();
    }

    private static Map<String, String> where(Part part) {
        var where = new TreeMap<String, String>();
        part.where().forEach((attribute, value) -> where.put(attribute.label(), value));
        return where;
    }

    private static Action action(Look look) {
        return switch (look) {
            case NO_SHOW_RATE -> Action.CONFIRM_APPOINTMENTS;
            case LATE_CANCEL_RATE -> Action.OFFER_TO_WAITLIST;
            case BOOKINGS -> Action.CALL_BRANCH;
            case NET_SALES -> Action.REVIEW_PRICES_AND_DISCOUNTS;
            case REFUNDS -> Action.REVIEW_REFUNDS;
        };
    }
}
