package com.bloompetos.api.insight;

import com.bloompetos.api.access.Caller;
import com.bloompetos.api.access.TenantTransaction;
import com.bloompetos.insight.explain.BestWeek;
import com.bloompetos.insight.explain.Cause;
import com.bloompetos.insight.explain.Look;
import com.bloompetos.insight.explain.Part;
import com.bloompetos.insight.explain.PartSearch;
import com.bloompetos.insight.explain.Pattern;
import com.bloompetos.insight.explain.Trend;
import com.bloompetos.insight.explain.Weeks;
import com.bloompetos.insight.kpi.KpiCatalogue;
import com.bloompetos.insight.narrative.Proof;
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
    private final Sayings sayings;
    private final KpiCatalogue kpis;
    private final JsonMapper json;
    private final PartSearch search = new PartSearch();

    Looks(
            TenantTransaction tenant,
            JdbcClient jdbc,
            FactsReader reader,
            Sayings sayings,
            KpiCatalogue kpis,
            JsonMapper json) {
        this.tenant = tenant;
        this.jdbc = jdbc;
        this.reader = reader;
        this.sayings = sayings;
        this.kpis = kpis;
        this.json = json;
    }

    /**
     * @param claimed as {@link Sayings.Saying} has it
     */
    private record Candidate(
            FactsReader.Branch branch,
            Subject subject,
            double claimed,
            long atStakeCents,
            double confidence,
            long version) {
        double worth() {
            return atStakeCents * confidence;
        }

        boolean isToldBy(Candidate other) {
            return subject.pattern() == Pattern.TREND
                    && other.subject().pattern() == Pattern.WEEK
                    && other.branch().equals(branch)
                    && other.subject().look() == subject.look();
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
                            .ifPresent(cause -> found.add(week(branch, look, cause, weeks, its)));
                }
            }
            found.addAll(courses(look, organizationId, branches, weeks));
        }
        found.removeIf(each -> each.atStakeCents() < LEAST_CENTS);
        // Its last week tells more than the course that leads there.
        found.removeIf(each -> found.stream().anyMatch(each::isToldBy));
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
                            .mapToInt(each -> tell(program, each))
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

    private static Candidate week(
            FactsReader.Branch branch,
            Look look,
            Cause cause,
            Weeks weeks,
            FactsReader.Facts facts) {
        return new Candidate(
                branch,
                subject(Pattern.WEEK, look, cause.part(), branch, weeks),
                cause.change().worse(),
                cause.change().atStakeCents(),
                cause.confidence(),
                facts.version());
    }

    private List<Candidate> courses(
            Look look, UUID organizationId, List<FactsReader.Branch> branches, Weeks weeks) {
        if (look == Look.REFUNDS) {
            return List.of(); // They rise and fall with the sales that they are of.
        }
        var found = new ArrayList<Candidate>();
        var of = reader.courses(look, organizationId, weeks.last());
        for (var branch : branches) {
            var its = of.get(branch.branchId());
            if (its == null) {
                continue;
            }
            Trend.find(its.course())
                    .map(
                            trend ->
                                    new Candidate(
                                            branch,
                                            subject(Pattern.TREND, look, Part.ALL, branch, weeks),
                                            trend.claimed(),
                                            trend.atStakeCents(),
                                            trend.confidence(),
                                            its.version()))
                    .ifPresent(found::add);
            BestWeek.find(its.course())
                    .map(
                            best ->
                                    new Candidate(
                                            branch,
                                            subject(Pattern.RECORD, look, Part.ALL, branch, weeks),
                                            best.claimed(),
                                            best.gainCents(),
                                            best.confidence(),
                                            its.version()))
                    .ifPresent(found::add);
        }
        return found;
    }

    private static Subject subject(
            Pattern pattern, Look look, Part part, FactsReader.Branch branch, Weeks weeks) {
        return new Subject(pattern, look, part, branch.name(), branch.currency(), weeks.last());
    }

    private int tell(Caller program, Candidate candidate) {
        var branch = candidate.branch();
        var subject = candidate.subject();
        if (tenant.read(program, () -> isKnown(branch.branchId(), subject))) {
            return 0;
        }
        var query = subject.query(program.organizationId(), branch.branchId());
        var saying = sayings.ask(subject, query);
        var narrative = saying.narrative();
        var objection = Proof.objection(narrative.text(), narrative);
        if (objection.isPresent()) {
            // A label of the catalogue that reads like a claim: better nothing than that.
            log.warn("an insight is not told: its sentence {}", objection.get());
            return 0;
        }
        if (!saying.upholds(candidate.claimed())) {
            return 0; // The rows have moved on meanwhile; the next look sees them.
        }
        var look = subject.look();
        return tenant.write(
                program,
                () ->
                        jdbc.sql(
                                        """
                                        insert into insights (organization_id, branch_id, kpi, definition_version, pattern, part, part_where,
                                            first_day, last_day, title, sentence, bindings, chart, query, result_hash, as_of_version,
                                            worse, at_stake_cents, confidence, action)
                                        values (:organization, :branch, :kpi, :definition, :pattern, :part, :where::jsonb, :first, :last, :title,
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
                                .param("pattern", subject.pattern().label())
                                .param("part", subject.part().label())
                                .param("where", json.writeValueAsString(where(subject.part())))
                                .param("first", subject.weeks().first())
                                .param("last", subject.lastDay())
                                .param("title", subject.title())
                                .param("sentence", narrative.text())
                                .param("bindings", json.writeValueAsString(narrative.bindings()))
                                .param("chart", json.writeValueAsString(saying.chart()))
                                .param("query", query)
                                .param("hash", saying.answer().hash())
                                .param("version", candidate.version())
                                .param("worse", saying.claimed())
                                .param("stake", saying.atStakeCents())
                                .param("confidence", candidate.confidence())
                                .param("action", subject.action().label())
                                .update());
    }

    /**
     * The same, or a part of it, was said of this branch lately, or said and withdrawn. A course
     * says nothing new either where its KPI's week was told.
     */
    private boolean isKnown(UUID branchId, Subject subject) {
        return jdbc.sql(
                        """
                        select exists (select from insights where branch_id = ? and kpi = ? and last_day > ?::date - 14
                            and (pattern = ? or pattern = 'week' and ? = 'trend')
                            and (part_where @> ?::jsonb or part_where <@ ?::jsonb))
                        """)
                .params(
                        branchId,
                        subject.look().kpi(),
                        subject.lastDay(),
                        subject.pattern().label(),
                        subject.pattern().label(),
                        json.writeValueAsString(where(subject.part())),
                        json.writeValueAsString(where(subject.part())))
                .query(Boolean.class)
                .single();
    }

    private static Map<String, String> where(Part part) {
        var where = new TreeMap<String, String>();
        part.where().forEach((attribute, value) -> where.put(attribute.label(), value));
        return where;
    }
}
