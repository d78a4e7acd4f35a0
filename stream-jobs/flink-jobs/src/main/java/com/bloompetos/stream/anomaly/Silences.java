package com.bloompetos.stream.anomaly;

import com.bloompetos.insight.rule.Finding;
import com.bloompetos.insight.rule.Silence;
import com.bloompetos.insight.rule.SilentBranch;
import com.bloompetos.stream.warehouse.Engine;
import com.bloompetos.stream.warehouse.Refused;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Branches at which nobody books. Silence is no reading, so the clock asks; the warehouse is asked
 * only for branches that seem silent by what was heard.
 */
final class Silences {
    static final SilentBranch RULE = new SilentBranch();
    private static final Duration EVERY = Duration.ofSeconds(1);

    /** Bookings of one commit do not arrive in one moment. */
    private static final Duration STANDS = Duration.ofSeconds(3);

    /** Where the pace of a day is unknown, an hour may be half as busy as the mean of them. */
    private static final double LEAST_OF_MEAN = 0.5;

    private final Engine engine;
    private final Told told;

    /** When each branch last took a booking, as far as is known; the beginning of time if not. */
    private final Map<String, Instant> last = new HashMap<>();

    private final Set<String> heard = new HashSet<>();
    private final Map<String, Instant> suspectedSince = new HashMap<>();
    private Instant lookedAt = Instant.MIN;

    private record Candidate(Chain chain, OpeningHours branch, Instant since) {}

    Silences(Engine engine, Told told) {
        this.engine = engine;
        this.told = told;
    }

    /** The branch's bookings changed. */
    void heard(String branchId) {
        heard.add(branchId);
    }

    boolean isDue(Instant now) {
        return AnomalyWatch.isDue(lookedAt, EVERY, now);
    }

    void look(Collection<Chain> chains, long version, Instant now) throws IOException, Refused {
        lookedAt = now;
        var suspects = new ArrayList<Candidate>();
        for (var chain : chains) {
            for (var branch : chain.branches().values()) {
                var suspect = candidate(chain, branch, now);
                boolean isTold = !told.openEpisodes(subject(branch)).isEmpty();
                boolean asks =
                        isTold
                                ? heard.contains(branch.branchId()) || !branch.isOpen(now)
                                : seen(suspect, now).isPresent();
                if (asks) {
                    suspects.add(suspect);
                }
            }
        }
        heard.clear();
        if (suspects.isEmpty()) {
            return;
        }
        ask(suspects, now);
        for (var suspect : suspects) {
            judge(candidate(suspect.chain(), suspect.branch(), now), version, now);
        }
    }

    private void judge(Candidate asked, long version, Instant now) {
        var subject = subject(asked.branch());
        var name = asked.since().toString();
        var seen = seen(asked, now);
        if (seen.isEmpty()) {
            suspectedSince.remove(subject.branchId());
        } else {
            var since = suspectedSince.computeIfAbsent(subject.branchId(), any -> now);
            if (AnomalyWatch.isDue(since, STANDS, now)) {
                told.open(subject, name, seen.get(), "told", version);
            }
        }
        for (var episode : told.openEpisodes(subject)) {
            if (seen.isEmpty() || !episode.equals(name)) {
                told.resolve(
                        subject,
                        episode,
                        asked.branch().isOpen(now)
                                ? "Bookings come in again"
                                : "The branch has closed for the day",
                        version);
            }
        }
    }

    private Candidate candidate(Chain chain, OpeningHours branch, Instant now) {
        var opened =
                branch.day(now)
                        .atStartOfDay(branch.zone())
                        .toInstant()
                        .plusSeconds(60L * branch.opensAt());
        var booked = last.getOrDefault(branch.branchId(), Instant.EPOCH);
        return new Candidate(chain, branch, booked.isAfter(opened) ? booked : opened);
    }

    private Optional<Finding> seen(Candidate asked, Instant now) {
        var branch = asked.branch();
        var chain = asked.chain();
        int minutes = (int) Duration.between(asked.since(), now).toMinutes();
        if (!branch.isOpen(now)
                || minutes < SilentBranch.SHORTEST_MINUTES
                || !chain.knowsBookingsOf(branch.branchId())) {
            return Optional.empty();
        }
        var day = chain.bookings(branch.branchId(), now);
        var pace = chain.pace(Chain.BOOKINGS, branch.branchId());
        return RULE.evaluate(
                new Silence(
                        minutes,
                        day.mean() * share(branch, pace, minutes, now),
                        day.spread(),
                        chain.centsPerAppointment(branch.branchId())));
    }

    private static double share(
            OpeningHours branch, @Nullable Pace pace, int minutes, Instant now) {
        int minute = branch.minute(now);
        return pace == null
                ? LEAST_OF_MEAN * minutes / (branch.closesAt() - branch.opensAt())
                : pace.at(minute) - pace.at(Math.max(0, minute - minutes));
    }

    private void ask(List<Candidate> suspects, Instant now) throws IOException, Refused {
        var rows =
                engine.query(
                        """
                        select branch_id, toUnixTimestamp64Micro(max(created_at)) from raw.appointments
                        where organization_id in (%s) and branch_id in (%s) and is_deleted = 0
                          and created_at > now() - interval 1 day and created_at <= now64(6)
                        group by branch_id settings max_threads = 1"""
                                .formatted(
                                        quoted(suspects, OpeningHours::organizationId),
                                        quoted(suspects, OpeningHours::branchId)));
        suspects.forEach(each -> last.put(each.branch().branchId(), Instant.EPOCH));
        for (var row : rows) {
            last.put(row.get(0), Instant.EPOCH.plusNanos(1_000 * Long.parseLong(row.get(1))));
        }
    }

    private static String quoted(
            List<Candidate> suspects, java.util.function.Function<OpeningHours, String> id) {
        return suspects.stream()
                .map(each -> "'" + id.apply(each.branch()) + "'")
                .distinct()
                .collect(Collectors.joining(", "));
    }

    private static Told.Subject subject(OpeningHours branch) {
        return new Told.Subject(
                branch.organizationId(), branch.branchId(), RULE.name(), "kpi", Chain.BOOKINGS);
    }
}
