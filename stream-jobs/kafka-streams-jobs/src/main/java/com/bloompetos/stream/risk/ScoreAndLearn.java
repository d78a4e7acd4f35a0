package com.bloompetos.stream.risk;

import com.bloompetos.events.appointment.RiskScore;
import com.bloompetos.insight.risk.Booking;
import com.bloompetos.insight.risk.ClientHistory;
import com.bloompetos.insight.risk.NoShowRisk;
import com.bloompetos.insight.risk.Weights;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Scores a booking when it is made or moved, and learns from its outcome once: test, then train.
 */
final class ScoreAndLearn implements Processor<String, Change, String, RiskScore> {
    /**
     * A past appointment is forgotten this long after its last change; later repetitions do not
     * come.
     */
    private static final Duration REMEMBERED = Duration.ofDays(35);

    private final NoShowRisk model;
    private @Nullable ProcessorContext<String, RiskScore> context;
    private @Nullable KeyValueStore<String, ClientHistory> histories;
    private @Nullable KeyValueStore<String, Weights.Weight> weights;
    private @Nullable KeyValueStore<String, Seen> seen;
    private @Nullable KeyValueStore<String, String> owners;
    private @Nullable KeyValueStore<String, String> categories;

    ScoreAndLearn(NoShowRisk model) {
        this.model = model;
    }

    @Override
    public void init(ProcessorContext<String, RiskScore> newContext) {
        context = newContext;
        histories = newContext.getStateStore(Stores.HISTORY);
        weights = newContext.getStateStore(Stores.WEIGHTS);
        seen = newContext.getStateStore(Stores.SEEN);
        owners = newContext.getStateStore(Stores.OWNERS);
        categories = newContext.getStateStore(Stores.CATEGORIES);
        newContext.schedule(Duration.ofHours(6), PunctuationType.STREAM_TIME, this::forget);
    }

    @Override
    public void process(Record<String, Change> record) {
        var change = record.value();
        var organization = change.organization();
        if (change.row() instanceof Change.Pet pet) {
            there(owners).put(organization + '/' + pet.id(), pet.owner());
        } else if (change.row() instanceof Change.Service service) {
            there(categories).put(organization + '/' + service.id(), service.category());
        } else if (change.row() instanceof Change.Appointment appointment) {
            appointment(record, change, appointment);
        }
    }

    private void appointment(Record<String, Change> record, Change change, Change.Appointment row) {
        var key = change.organization() + '/' + row.id();
        var before = there(seen).get(key);
        if (before != null && change.version() <= before.version()) {
            return;
        }
        var now =
                before != null && stays(before, row)
                        ? before.newer(change.version(), record.timestamp())
                        : moved(change, row, before, record.timestamp());
        if (!change.deleted()) {
            switch (row.status()) {
                case "scheduled" -> {
                    if (before == null || !stays(before, row)) {
                        there(context)
                                .forward(record.withKey(key).withValue(score(change, row, now)));
                    }
                }
                case "completed", "no_show" -> now = learn(change.organization(), row, now);
                default -> {}
            }
        }
        there(seen).put(key, now);
    }

    private Seen learn(String organization, Change.Appointment row, Seen now) {
        if (now.learned()) {
            return now;
        }
        boolean missed = row.status().equals("no_show");
        model.learn(now.booking(), missed, new StoredWeights(organization, there(weights)));
        var client = organization + '/' + now.client();
        there(histories).put(client, history(client).with(missed));
        return now.afterOutcome();
    }

    private RiskScore score(Change change, Change.Appointment row, Seen now) {
        var risk =
                model.score(
                        now.booking(), new StoredWeights(change.organization(), there(weights)));
        return RiskScore.newBuilder()
                .setOrganizationId(change.organization())
                .setBranchId(row.branch())
                .setAppointmentId(row.id())
                .setUserId(there(owners).get(change.organization() + '/' + row.pet()))
                .setScheduledDay(row.day())
                .setProbability(risk.probability())
                .setReasons(risk.reasons())
                .setModelVersion(risk.modelVersion())
                .setSourceVersion(change.version())
                .setScoredAt(Instant.ofEpochMilli(there(context).currentSystemTimeMs()))
                .build();
    }

    /**
     * An appointment that neither moved nor changed keeps what was known when it was scored: its
     * history must not contain what came later.
     */
    private static boolean stays(Seen before, Change.Appointment row) {
        var known = before.booking();
        return before.day().equals(row.day())
                && known.hour() == row.hour()
                && known.branch().equals(row.branch())
                && known.service().equals(row.service())
                && known.priceCents() == row.priceCents();
    }

    private Seen moved(Change change, Change.Appointment row, @Nullable Seen before, long at) {
        var organization = change.organization();
        var category = there(categories).get(organization + '/' + row.service());
        var client = client(organization, row);
        var booking =
                new Booking(
                        row.branch(),
                        row.service(),
                        category == null ? "unknown" : category,
                        row.day().getDayOfWeek(),
                        row.hour(),
                        leadDays(row, before == null),
                        row.priceCents(),
                        history(organization + '/' + client));
        return new Seen(
                change.version(),
                before != null && before.learned(),
                at,
                row.day(),
                client,
                booking);
    }

    /** From the booking, or from the move when it was moved before it began. */
    private static double leadDays(Change.Appointment row, boolean first) {
        boolean moved = !first && row.updatedAt().isBefore(row.start());
        var from = moved ? row.updatedAt() : row.createdAt();
        return Math.max(0, Duration.between(from, row.start()).toMinutes() / 1440.0);
    }

    /** The pet's owner; the pet itself until its row has come. */
    private String client(String organization, Change.Appointment row) {
        var owner = there(owners).get(organization + '/' + row.pet());
        return owner == null ? row.pet() : owner;
    }

    private ClientHistory history(String client) {
        var history = there(histories).get(client);
        return history == null ? ClientHistory.NONE : history;
    }

    private void forget(long streamTime) {
        var before = streamTime - REMEMBERED.toMillis();
        var today = Instant.ofEpochMilli(streamTime);
        try (var all = there(seen).all()) {
            while (all.hasNext()) {
                var entry = all.next();
                boolean past = entry.value.day().toEpochDay() < today.toEpochMilli() / 86_400_000;
                if (past && entry.value.at() < before) {
                    there(seen).delete(entry.key);
                }
            }
        }
    }

    private static <T> T there(@Nullable T part) {
        return Objects.requireNonNull(part, "init comes first");
    }

    /** One organization's weights in the store. */
    private record StoredWeights(String organization, KeyValueStore<String, Weight> store)
            implements Weights {
        @Override
        public @Nullable Weight find(int slot) {
            return store.get(organization + '/' + slot);
        }

        @Override
        public void put(int slot, Weight weight) {
            store.put(organization + '/' + slot, weight);
        }
    }
}
