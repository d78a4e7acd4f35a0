package com.bloompetos.insight.risk;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One organization's bookings, questions and outcomes in the order of time: every question is
 * answered from what was known then, and an outcome teaches from the next day on.
 */
public final class NoShowReplay {
    private final NoShowRisk model = new NoShowRisk();
    private final Weights weights = new WeightArray();
    private final ColumnFeatures columnFeatures = new ColumnFeatures();
    private final List<String> columns;
    private final Map<String, Open> open = new HashMap<>();
    private final Map<String, Client> clients = new HashMap<>();
    private final List<Ended> ended = new ArrayList<>();
    private @Nullable LocalDateTime now;

    /** The columns that may tell something of an appointment, in the order of the values. */
    public NoShowReplay(List<String> columns) {
        this.columns = List.copyOf(columns);
    }

    /** An appointment is made, or made anew with other columns; an empty value says nothing. */
    public void booked(LocalDateTime at, String id, String client, List<String> values) {
        turn(at);
        var before = open.get(id);
        if (before != null) {
            before.client.leaves(before.day());
        }
        var who = clients.computeIfAbsent(client, name -> new Client());
        var booking = new Open(who, before == null ? at : before.bookedAt, values);
        who.comes(booking.day());
        open.put(id, booking);
    }

    /** The probability that the appointment is missed, as far as it can be known at this moment. */
    public double asked(LocalDateTime at, String id, List<String> values) {
        turn(at);
        var booking = find(id);
        booking.adds(values);
        booking.asked = new Question(booking.bookedAt, at, booking.client.standing(booking.day()));
        return model.probability(features(booking, booking.asked), weights);
    }

    /** How it ended; an appointment that was never asked about still tells of its client. */
    public void ended(LocalDateTime at, String id, boolean missed) {
        turn(at);
        var booking = find(id);
        open.remove(id);
        ended.add(new Ended(booking, at, missed));
    }

    private void turn(LocalDateTime at) {
        if (now != null && at.isBefore(now)) {
            throw new IllegalArgumentException(at + " comes after " + now + ": sort the events");
        }
        if (now != null && at.toLocalDate().isAfter(now.toLocalDate())) {
            ended.forEach(this::learn);
            ended.clear();
        }
        now = at;
    }

    private void learn(Ended end) {
        var booking = end.booking();
        if (booking.asked != null) {
            model.learn(features(booking, booking.asked), end.missed(), weights);
        }
        booking.client.leaves(booking.day());
        booking.client.ended(end.at(), end.missed());
    }

    private Open find(String id) {
        var booking = open.get(id);
        if (booking == null) {
            throw new UnknownAppointment(id);
        }
        return booking;
    }

    private Features features(Open booking, Question asked) {
        return asked.features(features -> columns(booking, features), weights);
    }

    private void columns(Open booking, Features features) {
        for (int i = 0; i < columns.size(); i++) {
            var value = booking.values[i];
            if (!value.isEmpty()) {
                columnFeatures.add(features, columns.get(i), value, booking.bookedAt);
            }
        }
    }

    /** An appointment that is still to come. */
    private static final class Open {
        private final Client client;
        private final LocalDateTime bookedAt;
        private final String[] values;
        private @Nullable Question asked;

        Open(Client client, LocalDateTime bookedAt, List<String> values) {
            this.client = client;
            this.bookedAt = bookedAt;
            this.values = values.toArray(String[]::new);
        }

        void adds(List<String> later) {
            for (int i = 0; i < values.length; i++) {
                if (!later.get(i).isEmpty()) {
                    values[i] = later.get(i);
                }
            }
        }

        /** The latest day that a column tells: the appointment comes after all that leads to it. */
        @Nullable LocalDate day() {
            LocalDate latest = null;
            for (var value : values) {
                var instant = ColumnFeatures.instant(value);
                if (instant != null && (latest == null || instant.toLocalDate().isAfter(latest))) {
                    latest = instant.toLocalDate();
                }
            }
            return latest;
        }
    }

    private record Ended(Open booking, LocalDateTime at, boolean missed) {}
}
