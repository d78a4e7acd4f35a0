package com.bloompetos.api.insight;

import com.bloompetos.api.access.Caller;
import com.bloompetos.api.background.Round;
import com.bloompetos.insight.explain.Weeks;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * The scheduled looks: each chain every ten minutes; nothing is told while its past is still
 * arriving. Nothing has to survive, since what was told is not told again.
 */
@Component
class LookRound implements Round {
    private static final Duration USUALLY = Duration.ofMinutes(10);
    private static final Duration WHILE_ARRIVING = Duration.ofSeconds(20);

    /** More groups of facts than before by this share: history is being written. */
    private static final double ARRIVES = 1.02;

    private final FactsReader reader;
    private final Looks looks;
    private final Proofs proofs;
    private final Patience patience = new Patience();
    private final Clock clock = Clock.systemUTC();
    private final Map<UUID, Last> last = new HashMap<>();

    LookRound(FactsReader reader, Looks looks, Proofs proofs) {
        this.reader = reader;
        this.looks = looks;
        this.proofs = proofs;
    }

    private record Last(Instant next, long facts) {}

    @Override
    public String name() {
        return "insight-looks";
    }

    @Override
    public Duration pause() {
        return Duration.ofSeconds(10);
    }

    @Override
    public void go() {
        patience.go(this::lookWhereItIsTime);
    }

    private void lookWhereItIsTime() {
        var chains =
                reader.branches().stream()
                        .collect(Collectors.groupingBy(FactsReader.Branch::organizationId));
        chains.forEach(
                (organization, branches) -> {
                    var before = last.get(organization);
                    if (before == null || !clock.instant().isBefore(before.next())) {
                        // A week of which half has come looks like a bad one.
                        LongPredicate isAllThere =
                                facts ->
                                        before != null
                                                && facts > 0
                                                && facts <= before.facts() * ARRIVES;
                        long facts = look(organization, branches, isAllThere);
                        last.put(
                                organization,
                                new Last(
                                        clock.instant()
                                                .plus(
                                                        isAllThere.test(facts)
                                                                ? USUALLY
                                                                : WHILE_ARRIVING),
                                        facts));
                    }
                });
    }

    /** What is open is asked again too: a service's new name or a merged client has no day. */
    private long look(
            UUID organization, List<FactsReader.Branch> branches, LongPredicate isAllThere) {
        var program = Caller.ofProgram(organization);
        long facts = looks.look(organization, branches, Weeks.before(today(branches)), isAllThere);
        proofs.proveEach(program, proofs.open(program));
        return facts;
    }

    /**
     * The day that has begun nowhere later: a week that is over for one branch only is not over.
     */
    private LocalDate today(List<FactsReader.Branch> branches) {
        return branches.stream()
                .map(branch -> LocalDate.now(clock.withZone(ZoneId.of(branch.timeZone()))))
                .min(LocalDate::compareTo)
                .orElseThrow();
    }
}
