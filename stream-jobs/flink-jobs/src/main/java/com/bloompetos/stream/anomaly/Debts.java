package com.bloompetos.stream.anomaly;

import com.bloompetos.insight.rule.OpenInvoices;
import com.bloompetos.insight.rule.UnpaidInvoices;
import com.bloompetos.stream.warehouse.Engine;
import com.bloompetos.stream.warehouse.Refused;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;

/** What clients owe for long: a snapshot that the batch takes, so a look now and then will do. */
final class Debts {
    static final UnpaidInvoices RULE = new UnpaidInvoices();
    private static final Duration EVERY = Duration.ofMinutes(5);
    private static final String KPI = "receivables_age";

    private final Engine engine;
    private final Told told;
    private Instant lookedAt = Instant.MIN;

    Debts(Engine engine, Told told) {
        this.engine = engine;
        this.told = told;
    }

    void look(Collection<Chain> chains, long version, Instant now) throws IOException, Refused {
        if (!AnomalyWatch.isDue(lookedAt, EVERY, now)) {
            return;
        }
        lookedAt = now;
        var late = new HashMap<String, List<String>>();
        // Of each branch its newest day.
        for (var row :
                engine.query(
                        """
                        select branch_id, day, sum(numerator), uniqExactIf(dimensions[1], numerator > 0)
                        from mart.latest_readings final
                        where kpi = '%s' and day >= today() - 1 and dimensions[2] in ('61-90', 'over 90')
                        group by branch_id, day order by day"""
                                .formatted(KPI))) {
            late.put(row.get(0), row);
        }
        for (var chain : chains) {
            for (var branch : chain.branches().values()) {
                judge(chain, branch, late.get(branch.branchId()), version, now);
            }
        }
    }

    private void judge(
            Chain chain,
            OpeningHours branch,
            @org.jspecify.annotations.Nullable List<String> row,
            long version,
            Instant now) {
        var subject =
                new Told.Subject(
                        branch.organizationId(), branch.branchId(), RULE.name(), "kpi", KPI);
        var open =
                row == null
                        ? new OpenInvoices(0, 0, 0)
                        : new OpenInvoices(
                                Long.parseLong(row.get(2)),
                                Integer.parseInt(row.get(3)),
                                chain.usualDayCents(branch.branchId()));
        var seen = RULE.evaluate(open);
        var episodes = told.openEpisodes(subject);
        if (seen.isEmpty()) {
            episodes.forEach(
                    episode -> told.resolve(subject, episode, "Most of it is paid", version));
            return;
        }
        var episode = episodes.stream().findFirst().orElseGet(() -> branch.day(now).toString());
        told.open(
                subject,
                episode,
                seen.get(),
                String.valueOf(Math.round(Math.log(open.lateCents()) / 0.5)),
                version);
    }
}
