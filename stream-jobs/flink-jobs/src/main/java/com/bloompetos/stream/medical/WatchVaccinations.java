package com.bloompetos.stream.medical;

import com.bloompetos.events.ConfluentAvro;
import com.bloompetos.events.Topic;
import com.bloompetos.events.medical.VaccinationDue;
import com.bloompetos.insight.rule.Action;
import com.bloompetos.insight.rule.BranchVaccinations;
import com.bloompetos.insight.rule.OverdueVaccinations;
import com.bloompetos.insight.rule.Severity;
import com.bloompetos.stream.change.CatchUpGate;
import com.bloompetos.stream.change.Change;
import com.bloompetos.stream.change.DeadLetter;
import com.bloompetos.stream.fact.Event;
import com.bloompetos.stream.fact.Findings;
import com.bloompetos.stream.fact.Told;
import com.bloompetos.stream.medical.Known.Dose;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.apache.flink.util.function.SerializableSupplier;

/**
 * Keyed by organization: tells of each vaccination once when its branch's day of expiry begins, and
 * each branch once a day whose pets are overdue and come anyway. Before the past has been read
 * again it says nothing.
 */
final class WatchVaccinations extends KeyedProcessFunction<String, Change, Event> {
    private static final long serialVersionUID = 1L;

    static final OverdueVaccinations RULE = new OverdueVaccinations();
    static final OutputTag<DeadLetter> UNUSABLE =
            new OutputTag<>("unusable", TypeInformation.of(DeadLetter.class));

    /** Nobody waits for it by the second. */
    static final Duration REST = Duration.ofSeconds(5);

    private static final int VISIT_DAYS = 30;

    private final SerializableSupplier<ConfluentAvro> encoding;
    private transient VaccinationState state;
    private transient ConfluentAvro avro;
    private transient HashSet<String> waiting;
    private transient Map<String, Long> tidiedOn;

    @SuppressWarnings("NullAway.Init") // Flink calls open first.
    WatchVaccinations(SerializableSupplier<ConfluentAvro> encoding) {
        this.encoding = encoding;
    }

    @Override
    public void open(OpenContext context) {
        avro = encoding.get();
        state = new VaccinationState(getRuntimeContext());
        waiting = new HashSet<>();
        tidiedOn = new HashMap<>();
    }

    @Override
    public void processElement(Change change, Context context, Collector<Event> out)
            throws Exception {
        var timers = context.timerService();
        boolean isNew;
        try {
            isNew = state.accept(change, day(timers.currentProcessingTime()));
        } catch (IllegalStateException
                | IllegalArgumentException
                | ClassCastException
                | DateTimeException e) {
            // A row without its columns is bad input, not a bug: it must not stop the others.
            context.output(
                    UNUSABLE,
                    change.refused("no vaccination can be read from it: " + e.getMessage()));
            return;
        }
        if (!isNew) {
            return;
        }
        if (timers.currentWatermark() < CatchUpGate.LIVE) {
            timers.registerEventTimeTimer(CatchUpGate.LIVE);
        } else if (waiting.add(context.getCurrentKey())) {
            timers.registerProcessingTimeTimer(timers.currentProcessingTime() + REST.toMillis());
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Event> out)
            throws Exception {
        var timers = context.timerService();
        if (timers.currentWatermark() < CatchUpGate.LIVE) {
            timers.registerEventTimeTimer(CatchUpGate.LIVE);
            return;
        }
        var organization = context.getCurrentKey();
        waiting.remove(organization);
        var now = Instant.ofEpochMilli(timers.currentProcessingTime());
        if (!Long.valueOf(day(now.toEpochMilli())).equals(tidiedOn.get(organization))) {
            tidiedOn.put(organization, day(now.toEpochMilli()));
            state.forget(day(now.toEpochMilli()));
        }
        var todays = new HashMap<String, LocalDate>();
        for (var branch : state.branches.entries()) {
            var zone = ZoneId.of(branch.getValue().zone());
            var today = LocalDate.ofInstant(now, zone);
            todays.put(branch.getKey(), today);
            timers.registerProcessingTimeTimer(
                    today.plusDays(1).atStartOfDay(zone).toInstant().toEpochMilli());
        }
        var doses = state.newest();
        tellWhatIsDue(organization, doses, todays, now, out);
        for (var branch : todays.entrySet()) {
            var looked = state.lookedOn.get(branch.getKey());
            if (looked == null || looked < branch.getValue().toEpochDay()) {
                state.lookedOn.put(branch.getKey(), branch.getValue().toEpochDay());
                look(organization, branch.getKey(), branch.getValue(), doses, now, out);
            }
        }
    }

    private void tellWhatIsDue(
            String organization,
            Map<String, Dose> doses,
            Map<String, LocalDate> todays,
            Instant now,
            Collector<Event> out)
            throws Exception {
        for (var entry : doses.entrySet()) {
            var dose = entry.getValue();
            var today = todays.get(dose.branchId());
            if (today == null
                    || dose.expiresOn() > today.toEpochDay()
                    || dose.expiresOn() < today.toEpochDay() - VaccinationState.TOLD_DAYS) {
                continue;
            }
            var told = state.due.get(entry.getKey());
            if (told == null || told < dose.expiresOn()) {
                state.due.put(entry.getKey(), dose.expiresOn());
                out.collect(due(organization, entry.getKey(), dose, now));
            }
        }
    }

    /** The same again has the same id: the vaccination and its day. */
    private Event due(String organization, String vaccinationId, Dose dose, Instant now) {
        var dueDay = LocalDate.ofEpochDay(dose.expiresOn());
        var event =
                VaccinationDue.newBuilder()
                        .setOrganizationId(organization)
                        .setBranchId(dose.branchId())
                        .setVaccinationId(vaccinationId)
                        .setPetId(dose.petId())
                        .setVaccineName(dose.vaccine())
                        .setDueDay(dueDay)
                        .setSourceVersion(dose.version())
                        .setToldAt(now)
                        .build();
        var key = organization + '/' + vaccinationId;
        var id = "vaccinations:" + vaccinationId + '@' + dueDay;
        return Event.of(avro, Topic.VACCINATIONS_DUE, key, event, id, now);
    }

    private void look(
            String organization,
            String branchId,
            LocalDate today,
            Map<String, Dose> doses,
            Instant now,
            Collector<Event> out)
            throws Exception {
        var overdue = new TreeSet<String>();
        for (var dose : doses.values()) {
            if (dose.branchId().equals(branchId)
                    && dose.expiresOn() < today.toEpochDay()
                    && dose.expiresOn() >= today.toEpochDay() - VaccinationState.COUNTED_DAYS) {
                overdue.add(dose.petId());
            }
        }
        var seen =
                RULE.evaluate(
                        new BranchVaccinations(
                                today, overdue.size(), expected(branchId, today, overdue)));
        var told = Told.orNothing(state.told.get(branchId));
        var says = seen.map(Told::says).orElse("");
        if (says.equals(told.says())) {
            return;
        }
        var episode =
                told.episode().isEmpty() ? String.valueOf(now.toEpochMilli()) : told.episode();
        var place = new Findings.Place(organization, branchId, "branch", branchId, episode);
        var finding =
                seen.isPresent()
                        ? Findings.opened(place, seen.get(), state.version(), now)
                        : Findings.resolved(place, calm(today), state.version(), now);
        var id = "branches:" + branchId + '@' + today;
        out.collect(Event.of(avro, Topic.FINDINGS, Findings.key(finding), finding, id, now));
        state.told.put(
                branchId, new Told(seen.isPresent() ? episode : "", says, now.toEpochMilli()));
    }

    private List<String> expected(String branchId, LocalDate today, TreeSet<String> overdue)
            throws Exception {
        var pets = new TreeSet<String>();
        for (var visit : state.visits.values()) {
            long ahead = visit.day() - today.toEpochDay();
            if (visit.isScheduled()
                    && visit.branchId().equals(branchId)
                    && ahead >= 0
                    && ahead < VISIT_DAYS
                    && overdue.contains(visit.petId())) {
                pets.add(visit.petId());
            }
        }
        return new ArrayList<>(pets);
    }

    private static com.bloompetos.insight.rule.Finding calm(LocalDate today) {
        return new com.bloompetos.insight.rule.Finding(
                RULE.name(),
                Severity.INFO,
                "Who comes in the next 30 days is vaccinated",
                Map.of("day", today.toString()),
                null,
                Action.NONE);
    }

    private static long day(long millis) {
        return Math.floorDiv(millis, Duration.ofDays(1).toMillis());
    }
}
