package com.bloompetos.stream.anomaly;

import com.bloompetos.events.insight.Finding;
import com.bloompetos.insight.anomaly.DayEpisode;
import com.bloompetos.insight.anomaly.Episode;
import com.bloompetos.insight.anomaly.SisterReadings;
import com.bloompetos.insight.kpi.Kpi;
import com.bloompetos.insight.kpi.KpiCatalogue;
import com.bloompetos.insight.kpi.UnknownKpi;
import com.bloompetos.insight.rule.Overbooking;
import com.bloompetos.insight.rule.ReadingEpisode;
import com.bloompetos.insight.rule.ReadingRule;
import com.bloompetos.insight.rule.RosteredDay;
import com.bloompetos.insight.rule.Rules;
import com.bloompetos.stream.warehouse.Engine;
import com.bloompetos.stream.warehouse.Refused;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * One look after the other at the readings that were told since the last. Readings are absolute and
 * their past stands beside them, so that nothing here has to survive: after a start everything is
 * read and judged again, and what was told already is known from the findings.
 */
final class AnomalyWatch {
    private static final Duration BRANCHES_EVERY = Duration.ofSeconds(10);
    private static final Duration CLOCK_EVERY = Duration.ofSeconds(2);
    private static final Duration PACE_EVERY = Duration.ofHours(6);

    /** A day's rows come one by one: that they are few is told when no more come. */
    private static final Duration REST = Duration.ofSeconds(3);

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    /** While changes arrive later than this, nothing is said of what is missing. */
    private static final int FRESH_SECONDS = 10;

    private static final List<ReadingRule> READING_RULES =
            Rules.ALL.stream()
                    .filter(ReadingRule.class::isInstance)
                    .map(ReadingRule.class::cast)
                    .toList();

    private final Engine engine;
    private final Supplier<Instant> clock;
    private final ChangedReadings changed;
    private final Told told;
    private final Silences silences;
    private final Debts debts;
    private final Overbooking overbooking = new Overbooking();
    private final Map<String, OpeningHours> branches = new HashMap<>();
    private final Map<String, Chain> chains = new HashMap<>();
    private final Map<String, Boolean> hadClosed = new HashMap<>();
    private final Map<Question, Due> due = new LinkedHashMap<>();
    private boolean knowsWhatWasTold;
    private Instant branchesAt = Instant.MIN;
    private Instant clockAt = Instant.MIN;
    private Instant paceAt = Instant.MIN;
    private long version;

    private record Question(ReadingRule rule, String branchId) {}

    private record Due(Instant first, Instant last) {}

    AnomalyWatch(
            Engine engine,
            KpiCatalogue catalogue,
            Consumer<Finding> findings,
            Supplier<Instant> clock) {
        this.engine = engine;
        this.clock = clock;
        this.changed = new ChangedReadings(engine, watched(catalogue), SisterReadings.DAYS);
        this.told = new Told(findings);
        this.silences = new Silences(engine, told);
        this.debts = new Debts(engine, told);
    }

    private static List<Kpi> watched(KpiCatalogue catalogue) {
        return Stream.concat(
                        READING_RULES.stream().map(ReadingRule::kpi), Stream.of(Chain.BOOKINGS))
                .distinct()
                .map(name -> catalogue.find(name).orElseThrow(() -> new UnknownKpi(name)))
                .toList();
    }

    /** One look; cheap while nothing changes. */
    void look() throws IOException, Refused {
        var now = clock.get();
        if (!knowsWhatWasTold) {
            told.readBack(engine, rules());
            knowsWhatWasTold = true;
        }
        if (isDue(branchesAt, BRANCHES_EVERY, now)) {
            readBranches(now);
            branchesAt = now;
        }
        if (branches.isEmpty()) {
            return;
        }
        var cells = changed.look();
        if (cells.stream().anyMatch(cell -> !branches.containsKey(cell.branchId()))) {
            readBranches(now); // A branch is new, and its row may come after its first reading.
            branchesAt = Instant.MIN;
        }
        for (var cell : cells) {
            take(cell, now);
        }
        if (isDue(clockAt, CLOCK_EVERY, now)) {
            turn(now);
            clockAt = now;
        }
        if (isDue(paceAt, PACE_EVERY, now)) {
            paceAt = now;
            for (var each : Paces.of(engine, branches, now).entrySet()) {
                chain(each.getKey()).pace(each.getValue());
            }
        }
        var ripe = due.entrySet().stream().filter(each -> isRipe(each, now)).toList();
        boolean looksForSilence = silences.isDue(now);
        if ((!ripe.isEmpty() || looksForSilence) && isFresh()) {
            for (var each : ripe) {
                judge(each.getKey(), now);
                due.remove(each.getKey());
            }
            if (looksForSilence) {
                silences.look(chains.values(), version, now);
            }
        }
        debts.look(chains.values(), version, now);
    }

    /** What was told is read back and everything is judged anew. */
    void startOver() {
        knowsWhatWasTold = false;
        branches.clear();
        chains.clear();
        hadClosed.clear();
        due.clear();
        changed.forget();
        branchesAt = Instant.MIN;
        clockAt = Instant.MIN;
        paceAt = Instant.MIN;
    }

    private static List<String> rules() {
        return Stream.concat(
                        READING_RULES.stream().map(ReadingRule::name),
                        Stream.of(
                                Silences.RULE.name(), Debts.RULE.name(), new Overbooking().name()))
                .toList();
    }

    private void readBranches(Instant now) throws IOException, Refused {
        if (engine.query("exists table raw.branches").get(0).get(0).equals("0")) {
            return;
        }
        var rows =
                engine.query(
                        "select organization_id, branch_id, time_zone, opens_at_minutes, closes_at_minutes from staging.branches");
        for (var row : rows) {
            var hours =
                    new OpeningHours(
                            row.get(0),
                            row.get(1),
                            ZoneId.of(row.get(2)),
                            Integer.parseInt(row.get(3)),
                            Integer.parseInt(row.get(4)));
            var before = branches.put(hours.branchId(), hours);
            if (before == null || !before.zone().equals(hours.zone())) {
                // Its readings were passed over, or stand in another chain.
                changed.readPast(hours.branchId());
                paceAt = Instant.MIN;
            }
            var chain = chain(hours.chain());
            chain.add(hours);
            chain.turnTo(hours.day(now));
        }
    }

    private void take(ChangedReadings.Cell cell, Instant now) {
        version = Math.max(version, cell.version());
        var branch = branches.get(cell.branchId());
        if (branch == null) {
            return;
        }
        chain(branch.chain())
                .put(cell.kpi(), cell.branchId(), cell.day(), cell.numerator(), cell.denominator());
        for (var rule : READING_RULES) {
            if (rule.kpi().equals(cell.kpi())) {
                ask(rule, branch, now);
            }
        }
        if (cell.kpi().equals(Chain.BOOKINGS)) {
            silences.heard(branch.branchId());
        }
        if (cell.kpi().equals("utilisation") && !cell.day().isBefore(branch.day(now))) {
            judge(branch, cell);
        }
    }

    private void ask(ReadingRule rule, OpeningHours branch, Instant now) {
        due.merge(
                new Question(rule, branch.branchId()),
                new Due(now, now),
                (before, again) -> new Due(before.first(), now));
    }

    private static boolean isRipe(Map.Entry<Question, Due> each, Instant now) {
        return each.getKey().rule().question().rises()
                || isDue(each.getValue().last(), REST, now)
                || isDue(each.getValue().first(), LONGEST_WAIT, now);
    }

    /** A day that ends, and one that begins, are news without a change. */
    private void turn(Instant now) {
        for (var branch : branches.values()) {
            var chain = chain(branch.chain());
            chain.turnTo(branch.day(now));
            boolean hasClosed = branch.hasClosed(now);
            var before = hadClosed.put(branch.branchId(), hasClosed);
            if (before != null && before != hasClosed) {
                READING_RULES.forEach(rule -> ask(rule, branch, now));
                if (!hasClosed) {
                    forgetPastDays(branch, now);
                }
            }
        }
    }

    private void judge(Question asked, Instant now) {
        var rule = asked.rule();
        var branch = branches.get(asked.branchId());
        if (branch == null) {
            return;
        }
        var subject =
                new Told.Subject(
                        branch.organizationId(), branch.branchId(), rule.name(), "kpi", rule.kpi());
        var chain = chain(branch.chain());
        var episodes = chain.judge(rule, branch, now);
        var open = new HashSet<String>();
        for (var episode : episodes) {
            if (episode.isOpen()) {
                var name = name(episode);
                open.add(name);
                rule.evaluate(new ReadingEpisode(episode, centsEach(rule, chain, branch)))
                        .ifPresent(seen -> told.open(subject, name, seen, shape(episode), version));
            }
        }
        for (var name : told.openEpisodes(subject)) {
            if (!open.contains(name)) {
                told.resolve(subject, name, end(episodes, name), version);
            }
        }
    }

    /** Two kinds may begin on one day. */
    private static String name(DayEpisode episode) {
        return episode.kind() == Episode.Kind.DRIFT
                ? episode.begin() + " drift"
                : episode.begin().toString();
    }

    /** Worth telling again: another day, another kind, or half as much more or less. */
    private static String shape(DayEpisode episode) {
        double off = Math.abs(episode.observed() - episode.expected());
        return episode.kind() + " " + episode.days() + " " + Math.round(Math.log(off + 1) / 0.5);
    }

    private static String end(List<DayEpisode> episodes, String name) {
        boolean isUsualNow =
                episodes.stream()
                        .anyMatch(
                                each ->
                                        name(each).equals(name)
                                                && each.kind() == Episode.Kind.LEVEL_SHIFT);
        return isUsualNow ? "Has lasted so long that it is the usual now" : "As usual again";
    }

    private static @org.jspecify.annotations.Nullable Double centsEach(
            ReadingRule rule, Chain chain, OpeningHours branch) {
        return switch (rule.kpi()) {
            case "net_sales", "refunds" -> Double.valueOf(1);
            case "no_show_rate" -> chain.centsPerAppointment(branch.branchId());
            default -> null;
        };
    }

    private void judge(OpeningHours branch, ChangedReadings.Cell cell) {
        var day = cell.day().toString();
        var subject = rostered(branch, day);
        var seen =
                overbooking.evaluate(
                        new RosteredDay(
                                cell.day(),
                                Math.round(cell.numerator()),
                                Math.round(cell.denominator())));
        if (seen.isPresent()) {
            told.open(
                    subject,
                    day,
                    seen.get(),
                    String.valueOf(Math.round(cell.numerator() / 60)),
                    version);
        } else {
            told.resolve(subject, day, "Staff have time for what is booked again", version);
        }
    }

    private Told.Subject rostered(OpeningHours branch, String day) {
        return new Told.Subject(
                branch.organizationId(), branch.branchId(), overbooking.name(), "day", day);
    }

    private void forgetPastDays(OpeningHours branch, Instant now) {
        var today = branch.day(now).toString();
        for (var subject : told.openSubjects(overbooking.name())) {
            if (subject.branchId().equals(branch.branchId()) && subject.id().compareTo(today) < 0) {
                told.resolve(subject, subject.id(), "The day is over", version);
            }
        }
    }

    private boolean isFresh() throws IOException, Refused {
        if (engine.query("exists table raw.cdc_heartbeats").get(0).get(0).equals("0")) {
            return false;
        }
        var age =
                engine.query(
                        "select dateDiff('second', max(committed_at), now64(6)) from raw.cdc_heartbeats");
        return Long.parseLong(age.get(0).get(0)) <= FRESH_SECONDS;
    }

    private Chain chain(String name) {
        return chains.computeIfAbsent(name, any -> new Chain(READING_RULES));
    }

    static boolean isDue(Instant since, Duration every, Instant now) {
        return since.equals(Instant.MIN) || !now.isBefore(since.plus(every));
    }
}
