package com.bloompetos.insight.risk;

import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The no-show model: test, then train. It has no state of its own; what an organization has taught
 * is in its {@link Weights}, and before that the prior below speaks.
 */
public final class NoShowRisk {
    public static final String MODEL_VERSION = "no-show-ftrl-3";

    /** Log-odds below this move a percentage nobody would notice. */
    private static final double NOTICEABLE = 0.1;

    private static final int MOST_REASONS = 3;

    /** Both directions can be reasons; the sign is told in words. */
    public Risk score(Booking booking, Weights weights) {
        var features = booking.features(weights);
        var groups = new LinkedHashMap<String, Double>();
        for (var feature : features.all()) {
            groups.merge(
                    feature.group(),
                    FtrlLogistic.weight(feature, weights) * feature.value(),
                    Double::sum);
        }
        groups.remove("usual");
        double probability = probability(features, weights);
        return new Risk(
                probability,
                reasons(booking, groups),
                Ways.lowering(
                        booking,
                        probability,
                        changed -> probability(changed.features(weights), weights)),
                MODEL_VERSION);
    }

    /** One outcome, told once: the caller keeps watch over repetitions. */
    public void learn(Booking booking, boolean missed, Weights weights) {
        learn(booking.features(weights), missed, weights);
    }

    double probability(Features features, Weights weights) {
        return Calibration.probability(FtrlLogistic.logOdds(features, weights), weights);
    }

    void learn(Features features, boolean missed, Weights weights) {
        double logOdds = FtrlLogistic.logOdds(features, weights);
        Calibration.learn(logOdds, missed, weights);
        FtrlLogistic.learn(features, logOdds, missed, weights);
    }

    /** What every appointment has, whatever else is known of it. */
    static Features basis(double leadDays, ClientHistory history, Weights weights) {
        double usual = Calibration.usualRate(Prior.USUAL_RATE, weights);
        double past = logit(history.smoothedRate(usual)) - logit(usual);
        var seen = history.appointments();
        return new Features()
                .number("usual", "usual", 1, logit(Prior.USUAL_RATE))
                .curve("lead", "lead", Math.max(0, leadDays), Prior.USUAL_LEAD_DAYS, Prior.LEAD)
                .number("history", "history_log_odds", past, Prior.HISTORY)
                .category("history", "history_seen", String.valueOf(Math.min(seen, 5)))
                .crossable("history", "history_surprise", surprise(history, usual))
                .category(
                        "history",
                        "history_last",
                        seen == 0 ? "none" : String.valueOf(history.lastMissed()));
    }

    /** Missed more or less often than others would have, in half steps of what that proves. */
    private static String surprise(ClientHistory history, double usual) {
        double more = history.missed() - history.appointments() * usual;
        double proof = more / (history.appointments() * usual * (1 - usual) + 1);
        return String.valueOf(Math.round(2 * Math.max(-2, Math.min(2, proof))));
    }

    private static List<String> reasons(Booking booking, Map<String, Double> groups) {
        var strongest = new ArrayList<>(groups.entrySet());
        strongest.sort(Comparator.comparingDouble(group -> -Math.abs(group.getValue())));
        var reasons = new ArrayList<String>();
        for (var group : strongest) {
            if (reasons.size() < MOST_REASONS && Math.abs(group.getValue()) >= NOTICEABLE) {
                var direction = group.getValue() > 0 ? "raises" : "lowers";
                reasons.add(words(group.getKey(), booking) + " " + direction + " the risk");
            }
        }
        return reasons;
    }

    private static String words(String group, Booking booking) {
        var history = booking.client().history();
        return switch (group) {
            case "lead" ->
                    booking.leadDays() < 1
                            ? "Booked for the same day"
                            : "Booked %.0f days ahead".formatted(booking.leadDays());
            case "history" ->
                    history.appointments() == 0
                            ? "First appointment of this client"
                            : "Client missed %d of %d earlier appointments"
                                    .formatted(history.missed(), history.appointments());
            case "client" ->
                    "Client has made %d appointments, %d to come"
                            .formatted(booking.client().made(), booking.client().toCome());
            case "answer" ->
                    switch (booking.answer()) {
                        case "confirmed" -> "A confirmation";
                        case "reminded" -> "A reminder without an answer";
                        case "silent" -> "No reminder, no confirmation";
                        default -> "Too early for a reminder";
                    };
            case "deposit" ->
                    booking.commitment().depositPaid()
                            ? "A deposit"
                            : booking.depositCents() > 0 ? "A deposit still owed" : "No deposit";
            case "time" ->
                    "%s at %02d:00"
                            .formatted(
                                    booking.startsAt()
                                            .getDayOfWeek()
                                            .getDisplayName(TextStyle.FULL, Locale.ENGLISH),
                                    booking.startsAt().getHour());
            case "species" -> "This kind of pet (%s)".formatted(booking.species());
            case "service" -> "This kind of service (%s)".formatted(booking.category());
            case "branch" -> "This branch";
            default ->
                    "A price of %d.%02d"
                            .formatted(booking.priceCents() / 100, booking.priceCents() % 100);
        };
    }

    private static double logit(double probability) {
        return Math.log(probability / (1 - probability));
    }
}
