package com.bloompetos.insight.risk;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;

/** Seeded bookings of a trade that the model was not made for, with the truth behind them. */
final class OtherTrade {
    enum Kind {
        BOOKING,
        QUESTION,
        OUTCOME
    }

    record Event(
            LocalDateTime at,
            Kind kind,
            String id,
            String client,
            List<String> values,
            boolean missed) {}

    /** A named column and how much it moves the risk. */
    static final List<String> COLUMNS =
            List.of("channel", "party", "quote", "table", "arrival", "reference", "reminded");

    final List<Event> events = new ArrayList<>();
    final Map<String, Boolean> missed = new HashMap<>();
    final Map<String, Double> truth = new HashMap<>();

    OtherTrade(long seed, int bookings, double logOdds) {
        var random = new Random(seed);
        var first = LocalDateTime.parse("2024-03-01T00:00:00");
        var channels = List.of("phone", "web", "partner");
        for (int i = 0; i < bookings; i++) {
            int guest = random.nextInt(bookings / 4);
            double habit = new Random(seed * 1_000_003 + guest).nextGaussian();
            var arrival =
                    first.plusDays(random.nextInt(Math.max(20, bookings / 100)))
                            .plusHours(8 + random.nextInt(12));
            double lead = -8 * Math.log(1 - random.nextDouble());
            int party = 1 + random.nextInt(8);
            double quote = Math.rint(100 * Math.exp(4 + 0.8 * random.nextGaussian())) / 100;
            int channel = random.nextInt(3);
            int table = 100 + random.nextInt(30);
            boolean reminded = random.nextBoolean();
            double risk =
                    logOdds
                            + 0.5 * (Math.log1p(lead) - 1.5)
                            + (channel - 1) * 0.7
                            + (channel == 2 ? 0.15 * (party - 3) : 0)
                            + (table % 7 == 0 ? 0.5 : 0)
                            - (reminded && lead > 2 ? 0.7 : 0)
                            + 0.9 * habit;
            double p = 1 / (1 + Math.exp(-risk));
            boolean isMissed = random.nextDouble() < p;
            var id = "b" + i;
            var values =
                    List.of(
                            channels.get(channel),
                            "" + party,
                            "" + quote,
                            "" + table,
                            arrival.toString(),
                            "R-" + i,
                            "");
            var later = List.of("", "", "", "", "", "", reminded ? "1" : "0");
            var client = "guest" + guest;
            var at = arrival.minusMinutes((long) (1440 * lead) + 60);
            events.add(new Event(at, Kind.BOOKING, id, client, values, false));
            at = arrival.minusMinutes(30);
            events.add(new Event(at, Kind.QUESTION, id, client, later, false));
            at = arrival.toLocalDate().atTime(23, 59, 59);
            events.add(new Event(at, Kind.OUTCOME, id, client, later, isMissed));
            missed.put(id, isMissed);
            truth.put(id, p);
        }
        events.sort(Comparator.comparing(Event::at).thenComparing(Event::kind));
    }

    /** Every question's answer, in the order in which they were asked. */
    Map<String, Double> replay(UnaryOperator<String> renamed) {
        var replay = new NoShowReplay(COLUMNS.stream().map(renamed).toList());
        var answers = new java.util.LinkedHashMap<String, Double>();
        for (var event : events) {
            switch (event.kind()) {
                case BOOKING ->
                        replay.booked(event.at(), event.id(), event.client(), event.values());
                case QUESTION ->
                        answers.put(
                                event.id(), replay.asked(event.at(), event.id(), event.values()));
                case OUTCOME -> replay.ended(event.at(), event.id(), event.missed());
            }
        }
        return answers;
    }

    /** The share of pairs in which the missed one was told the higher risk. */
    double auc(Map<String, Double> answers) {
        var sorted = new ArrayList<>(answers.keySet());
        sorted.sort(Comparator.comparing(answers::get));
        double ranks = 0;
        double positives = 0;
        for (int i = 0; i < sorted.size(); i++) {
            if (Boolean.TRUE.equals(missed.get(sorted.get(i)))) {
                ranks += i + 1;
                positives++;
            }
        }
        double negatives = sorted.size() - positives;
        return (ranks - positives * (positives + 1) / 2) / (positives * negatives);
    }
}
