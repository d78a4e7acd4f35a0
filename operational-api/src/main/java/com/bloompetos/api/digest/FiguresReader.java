package com.bloompetos.api.digest;

import com.bloompetos.api.access.Caller;
import com.bloompetos.api.kpi.Cut;
import com.bloompetos.api.kpi.Freshness;
import com.bloompetos.api.kpi.FreshnessReader;
import com.bloompetos.api.kpi.KpiScope;
import com.bloompetos.api.kpi.KpiScopes;
import com.bloompetos.api.kpi.KpiTeller;
import com.bloompetos.api.kpi.KpiTeller.Asked;
import com.bloompetos.api.question.Numbers;
import com.bloompetos.insight.kpi.Kpi;
import com.bloompetos.insight.kpi.KpiCatalogue;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** Has the numbers told that the organization's address would tell this person. */
@Component
class FiguresReader {
    private static final Duration REST = Duration.ofSeconds(30);

    private final List<Kpi> kpis;
    private final KpiScopes scopes;
    private final KpiTeller teller;
    private final FreshnessReader freshness;
    private final Clock clock = Clock.systemUTC();

    /** A hundred readers need not each find out that the warehouse is away. */
    private volatile Instant restUntil = Instant.MIN;

    FiguresReader(
            KpiCatalogue catalogue, KpiScopes scopes, KpiTeller teller, FreshnessReader freshness) {
        this.kpis = KpiTeller.ofADay(catalogue);
        this.scopes = scopes;
        this.teller = teller;
        this.freshness = freshness;
    }

    /** Nothing while the warehouse does not answer. */
    Optional<Figures> of(Caller reader, LocalDate day) {
        if (clock.instant().isBefore(restUntil)) {
            return Optional.empty();
        }
        try {
            return Optional.of(read(reader, day));
        } catch (DataAccessException away) {
            restUntil = clock.instant().plus(REST);
            return Optional.empty();
        }
    }

    private Figures read(Caller reader, LocalDate day) {
        var scope = scopes.of(reader, KpiScope.Kind.ORGANIZATION, reader.organizationId());
        // Before the readings: whatever they hold is at least as new as this says.
        Freshness fresh = freshness.now();
        return new Figures(fresh, kpis.stream().map(kpi -> figure(scope, kpi, day)).toList());
    }

    private Figures.Figure figure(KpiScope scope, Kpi kpi, LocalDate day) {
        var asked = new Asked(kpi, day, day, Cut.NONE, null);
        var told = teller.tell(scope, asked);
        var compared = teller.sameWeekday(scope, asked);
        var numbers = new Numbers(kpi, scope.currency());
        return new Figures.Figure(
                kpi.label(),
                told.total().branches() == 0 ? "no readings" : numbers.text(told.total().value()),
                compared == null || compared.mean() == null ? null : numbers.text(compared.mean()),
                compared == null ? 0 : compared.periods(),
                compared != null && compared.isFew(),
                kpi.dateBasis().name().toLowerCase(Locale.ROOT),
                kpi.definitionVersion(),
                told.total().branches(),
                told.seal());
    }
}
