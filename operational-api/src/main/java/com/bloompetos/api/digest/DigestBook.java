package com.bloompetos.api.digest;

import com.bloompetos.api.ApiConfiguration;
import com.bloompetos.api.access.Caller;
import com.bloompetos.api.access.TenantTransaction;
import com.bloompetos.api.alert.AlertLetter;
import com.bloompetos.api.alert.DigestWriter;
import com.bloompetos.api.board.OpenMatters;
import com.bloompetos.api.insight.InsightBook;
import com.bloompetos.api.problem.Problem;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Gathers what one person is told in the morning, all of it as this person reads it. */
@Service
class DigestBook implements DigestWriter {
    private final TenantTransaction tenant;
    private final JdbcClient jdbc;
    private final InsightBook insights;
    private final FiguresReader figures;
    private final OpenMatters matters;
    private final URI address;
    private final Clock clock = Clock.systemUTC();

    DigestBook(
            TenantTransaction tenant,
            JdbcClient jdbc,
            InsightBook insights,
            FiguresReader figures,
            OpenMatters matters,
            ApiConfiguration configuration) {
        this.tenant = tenant;
        this.jdbc = jdbc;
        this.insights = insights;
        this.figures = figures;
        this.matters = matters;
        this.address = configuration.outside().address();
    }

    /** Numbers are worth some minutes of waiting, and no more: the rest is as good without them. */
    @Override
    public Optional<AlertLetter> write(Caller reader, List<String> heldBack, boolean mayWait) {
        var digest = of(reader, heldBack);
        return mayWait && digest.figures() == null ? Optional.empty() : Optional.of(letter(digest));
    }

    AlertLetter letter(Digest digest) {
        return DigestText.of(digest, clock.instant(), address);
    }

    Digest of(Caller reader, List<String> heldBack) {
        var branches = tenant.read(reader, this::branches);
        var day = day(branches, clock.instant());
        return new Digest(
                day,
                branches,
                insights.list(reader, null, null),
                figures.of(reader, day.minusDays(1)).orElse(null),
                matters.of(reader),
                heldBack);
    }

    /** Where the day begins last: the one before is over at each branch. */
    private static LocalDate day(List<Digest.Branch> branches, Instant now) {
        return branches.stream()
                .map(branch -> LocalDate.ofInstant(now, branch.zone()))
                .min(Comparator.naturalOrder())
                .orElseThrow(() -> Problem.notFound("branch_id"));
    }

    private List<Digest.Branch> branches() {
        return jdbc.sql("select branch_id, name, time_zone from branches order by name, branch_id")
                .query(Digest.Branch.class)
                .list();
    }
}
