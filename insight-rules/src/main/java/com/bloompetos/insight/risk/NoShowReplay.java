package com.bloompetos.insight.risk;

import java.time.Duration;
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
    /** Pairs with the first of all coarse values: lead time, history and the first columns. */
    private static final int LEADERS = 4;

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
        booking.asked = Asked.of(at, booking.client, booking.day());
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
        booking.client.history = booking.client.history.with(end.missed());
        booking.client.last = end.at();
    }

    private Open find(String id) {
        var booking = open.get(id);
        if (booking == null) {
            throw new UnknownAppointment(id);
        }
        return booking;
    }

    private Features features(Open booking, Asked asked) {
        var features = NoShowRisk.basis(asked.leadDays(booking.bookedAt), asked.history(), weights);
        for (int i = 0; i < columns.size(); i++) {
            var value = booking.values[i];
            if (!value.isEmpty()) {
                columnFeatures.add(features, columns.get(i), value, booking.bookedAt);
            }
        }
        return asked.add(features, booking.bookedAt).crossed(LEADERS);
    }

    /** An appointment that is still to come. */
    private static final class Open {
        private final Client client;
        private final LocalDateTime bookedAt;
        private final String[] values;
        private @Nullable Asked asked;

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

    /** What one client has done and is going to do. */
    private static final class Client {
        private ClientHistory history = ClientHistory.NONE;
        private final Map<LocalDate, Integer> days = new HashMap<>();
        private int made;
        private int toCome;
        private @Nullable LocalDateTime last;

        void comes(@Nullable LocalDate day) {
            made++;
            toCome++;
            if (day != null) {
                days.merge(day, 1, Integer::sum);
            }
        }

        void leaves(@Nullable LocalDate day) {
            toCome--;
            if (day != null) {
                days.computeIfPresent(day, (key, count) -> count == 1 ? null : count - 1);
            }
        }
    }

    /** What was known of the client when the question came, kept so that training sees no more. */
    private record Asked(
            LocalDateTime at,
            ClientHistory history,
            int sameDay,
            int toCome,
            int made,
            @Nullable LocalDateTime last) {

        static Asked of(LocalDateTime at, Client client, @Nullable LocalDate day) {
            return new Asked(
                    at,
                    client.history,
                    day == null ? 1 : client.days.getOrDefault(day, 1),
                    client.toCome,
                    client.made,
                    client.last);
        }

        double leadDays(LocalDateTime bookedAt) {
            return days(bookedAt, at);
        }

        Features add(Features features, LocalDateTime bookedAt) {
            features.category("time", "booked hour", String.valueOf(bookedAt.getHour()))
                    .category("time", "booked weekday", bookedAt.getDayOfWeek().name())
                    .category("time", "weekday", at.getDayOfWeek().name())
                    .crossable("time", "booked part of day", String.valueOf(bookedAt.getHour() / 3))
                    .crossable("client", "same day", String.valueOf(Math.min(sameDay, 4)))
                    .category("client", "to come", String.valueOf(Math.min(toCome, 5)))
                    .category("client", "made", String.valueOf(Math.min(made, 8)))
                    .crossable("client", "made about", String.valueOf(Math.min(made, 4)));
            return last == null
                    ? features
                    : features.curve("client", "since", days(last, at), 0, 0);
        }

        private static double days(LocalDateTime from, LocalDateTime to) {
            return Duration.between(from, to).toMinutes() / 1440.0;
        }
    }
}
