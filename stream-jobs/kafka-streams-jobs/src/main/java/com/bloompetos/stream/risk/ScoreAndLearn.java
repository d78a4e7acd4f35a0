package com.bloompetos.stream.risk;

import com.bloompetos.events.appointment.RiskScore;
import com.bloompetos.insight.risk.Booking;
import com.bloompetos.insight.risk.NoShowRisk;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Scores an appointment when it is made or moved, when its client was reminded, confirms or pays,
 * and on the morning of its day; learns from its outcome once: test, then train.
 *
 * <p>What counts as before the start is said by the rows' own times, so that history that is read
 * again is judged as it was then.
 */
final class ScoreAndLearn implements Processor<String, Change, String, RiskScore> {
    /**
     * A past appointment is forgotten this long after its last change; later repetitions do not
     * come.
     */
    private static final Duration REMEMBERED = Duration.ofDays(35);

    private static final Duration LOOKS_FOR_MORNINGS = Duration.ofSeconds(5);

    /**
     * Mornings at once: a full second of work at the very most; the rest comes at the next look.
     */
    private static final int MOST_MORNINGS = 400;

    private final NoShowRisk model;
    private @Nullable ProcessorContext<String, RiskScore> context;
    private @Nullable Memory stores;

    ScoreAndLearn(NoShowRisk model) {
        this.model = model;
    }

    @Override
    public void init(ProcessorContext<String, RiskScore> newContext) {
        context = newContext;
        stores = new Memory(newContext);
        newContext.schedule(Duration.ofHours(6), PunctuationType.STREAM_TIME, this::forget);
        newContext.schedule(LOOKS_FOR_MORNINGS, PunctuationType.WALL_CLOCK_TIME, this::mornings);
    }

    @Override
    public void process(Record<String, Change> record) {
        var change = record.value();
        var organization = change.organization();
        if (change.row() instanceof Change.Pet pet) {
            boolean isFirst = memory().pet(organization, pet.id()) == null;
            memory().keep(organization, pet);
            if (isFirst) {
                memory().mergeClients(organization, pet.id(), pet.owner());
            }
        } else if (change.row() instanceof Change.Service service) {
            memory().keep(organization, service);
        } else if (change.row() instanceof Change.Appointment appointment) {
            appointment(change, appointment, record.timestamp());
        } else if (change.row() instanceof Change.Reminder reminder) {
            var key = organization + '/' + reminder.appointment();
            memory().bonds(
                            key,
                            bonds ->
                                    change.deleted()
                                            ? bonds.withoutReminder(change.version())
                                            : bonds.with(reminder, change.version()));
            bound(change, key, reminder.at(), record.timestamp());
        } else if (change.row() instanceof Change.Deposit deposit) {
            var key = organization + '/' + deposit.appointment();
            memory().bonds(
                            key,
                            bonds ->
                                    change.deleted()
                                            ? bonds.without(deposit)
                                            : bonds.with(deposit));
            bound(change, key, deposit.at(), record.timestamp());
        }
    }

    private void appointment(Change change, Change.Appointment row, long heardAt) {
        var organization = change.organization();
        var key = organization + '/' + row.id();
        var before = memory().seen(key);
        if (before != null && change.version() <= before.version()) {
            return;
        }
        boolean toCome = !change.deleted() && row.status().equals("scheduled");
        boolean stands = before != null && before.stands(row);
        boolean news =
                before == null
                        || !stands
                        || (toCome
                                && row.updatedAt().isBefore(row.start())
                                && (before.confirmed() != row.confirmed() || !before.toCome()));
        var client =
                before != null && stands
                        ? client(organization, before)
                        : client(organization, row.pet());
        var now =
                (before != null && stands ? before : made(row, before))
                        .told(change, row, toCome, client, heardAt);
        boolean counted = before != null && before.toCome();
        if (before != null && counted && !stands) {
            memory().client(
                            organization,
                            client(organization, before),
                            it -> it.leaves(before.day()));
            counted = false;
        }
        if (!counted && (toCome || before == null)) {
            memory().client(organization, client, it -> it.comes(row.day()));
            counted = true;
        }
        if (news) {
            now = ask(organization, key, now, row.updatedAt(), change.version());
            if (toCome) {
                tell(organization, key, now, heardAt);
                wake(key, now);
            }
        }
        if (counted && !toCome) {
            memory().client(organization, client, it -> it.leaves(row.day()));
        }
        if (!change.deleted()) {
            now = learn(organization, row.status(), now);
        }
        memory().keep(key, now);
    }

    /** Moved before it began, it was booked anew: who moves it has it in mind again. */
    private static Seen made(Change.Appointment row, @Nullable Seen before) {
        var clock = LocalClock.of(row);
        if (before == null) {
            return Seen.made(row, clock, row.createdAt(), null);
        }
        boolean moved =
                !before.start().equals(row.start()) && row.updatedAt().isBefore(row.start());
        return Seen.made(row, clock, moved ? row.updatedAt() : before.bookedAt(), before);
    }

    private Seen learn(String organization, String status, Seen now) {
        boolean missed = status.equals("no_show");
        if (now.learned() || (!missed && !status.equals("completed"))) {
            return now;
        }
        model.learn(now.booking(), missed, memory().weights(organization));
        memory().client(
                        organization,
                        client(organization, now),
                        client -> client.ended(now.booking().startsAt(), missed));
        return now.afterOutcome();
    }

    /**
     * What binds the client has changed; that is worth a score where the appointment is to come.
     */
    private void bound(Change change, String key, Instant moment, long heardAt) {
        var before = memory().seen(key);
        if (before == null || !before.toCome() || !moment.isBefore(before.start())) {
            return;
        }
        var organization = change.organization();
        var now = ask(organization, key, before, moment, change.version());
        if (!now.booking().commitment().equals(before.booking().commitment())) {
            memory().keep(key, now);
            tell(organization, key, now, heardAt);
        }
    }

    private void wake(String key, Seen now) {
        var morning = now.morning();
        // History that is read again has its mornings behind it.
        if (morning.toEpochMilli() > there(context).currentSystemTimeMs()) {
            memory().wake(morning, key);
        }
    }

    private void mornings(long wallClock) {
        var moment = Instant.ofEpochMilli(wallClock);
        for (var due : memory().due(moment, MOST_MORNINGS)) {
            var key = due.appointment();
            var before = memory().seen(key);
            if (before != null
                    && before.toCome()
                    && moment.isBefore(before.start())
                    // Moved to another day, it has another morning.
                    && before.morning().equals(due.at())) {
                var organization = key.substring(0, key.indexOf('/'));
                var now = ask(organization, key, before, moment, 0);
                memory().keep(key, now);
                tell(organization, key, now, wallClock);
            }
        }
    }

    /** All that is known at this moment, and nothing else, is what the model is asked with. */
    private Seen ask(String organization, String key, Seen seen, Instant moment, long heard) {
        var known = seen.booking();
        var service = memory().service(organization, known.service());
        var pet = memory().pet(organization, seen.pet());
        return seen.asked(
                new Booking(
                        known.branch(),
                        known.service(),
                        service == null ? "unknown" : service.category(),
                        pet == null ? "unknown" : pet.species(),
                        known.bookedAt(),
                        known.startsAt(),
                        known.priceCents(),
                        service == null ? 0 : service.depositCents(),
                        seen.clock().at(moment),
                        memory().bonds(key).before(seen.start(), seen.bookedAt(), seen.confirmed()),
                        memory().client(organization, client(organization, seen))
                                .standing(seen.day())),
                heard);
    }

    private void tell(String organization, String key, Seen now, long timestamp) {
        var booking = now.booking();
        var risk = model.score(booking, memory().weights(organization));
        var pet = memory().pet(organization, now.pet());
        there(context)
                .forward(
                        new Record<>(
                                key,
                                RiskScore.newBuilder()
                                        .setOrganizationId(organization)
                                        .setBranchId(booking.branch())
                                        .setAppointmentId(key.substring(key.indexOf('/') + 1))
                                        .setUserId(pet == null ? null : pet.owner())
                                        .setScheduledDay(now.day())
                                        .setProbability(risk.probability())
                                        .setReasons(risk.reasons())
                                        .setLoweredBy(risk.loweredBy())
                                        .setClientVisits(booking.client().history().appointments())
                                        .setSpecies(pet == null ? null : pet.species())
                                        .setModelVersion(risk.modelVersion())
                                        .setSourceVersion(now.newest())
                                        .setScoredAt(
                                                Instant.ofEpochMilli(
                                                        there(context).currentSystemTimeMs()))
                                        .build(),
                                timestamp));
    }

    /**
     * Who was expected then; what was counted for a pet is its owner's once the pet's row comes.
     */
    private String client(String organization, Seen seen) {
        return seen.client().equals(seen.pet()) ? client(organization, seen.pet()) : seen.client();
    }

    /** The pet's owner; the pet itself until its row has come. */
    private String client(String organization, String id) {
        var pet = memory().pet(organization, id);
        return pet == null ? id : pet.owner();
    }

    private void forget(long streamTime) {
        var now = Instant.ofEpochMilli(streamTime);
        memory().forget(now.truncatedTo(ChronoUnit.DAYS), now.minus(REMEMBERED));
    }

    private Memory memory() {
        return there(stores);
    }

    private static <T> T there(@Nullable T part) {
        return Objects.requireNonNull(part, "init comes first");
    }
}
