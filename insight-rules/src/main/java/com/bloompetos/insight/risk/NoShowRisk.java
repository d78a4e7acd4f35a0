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
    public static final String MODEL_VERSION = "no-show-ftrl-1";

    /** What the trade sees on average; a new organization starts here. */
    private static final double USUAL_RATE = 0.11;

    private static final double USUAL_LEAD = Math.log1p(7);

    /** Log-odds below this move a percentage nobody would notice. */
    private static final double NOTICEABLE = 0.1;

    private static final int MOST_REASONS = 3;

    /** Both directions can be reasons; the sign is told in words. */
    public Risk score(Booking booking, Weights weights) {
        var features = features(booking);
        var groups = new LinkedHashMap<String, Double>();
        for (var feature : features.all()) {
            groups.merge(
                    feature.group(),
                    FtrlLogistic.weight(feature, weights) * feature.value(),
                    Double::sum);
        }
        groups.remove("usual");
        return new Risk(
                FtrlLogistic.probability(features, weights),
                reasons(booking, groups),
                MODEL_VERSION);
    }

    /** One outcome, told once: the caller keeps watch over repetitions. */
    public void learn(Booking booking, boolean missed, Weights weights) {
        FtrlLogistic.learn(features(booking), missed, weights);
    }

    private static Features features(Booking booking) {
        var history = booking.history();
        var lead = leadBucket(booking.leadDays());
        double leadLog = Math.log1p(Math.max(0, booking.leadDays())) - USUAL_LEAD;
        double past = logit(history.smoothedRate(USUAL_RATE)) - logit(USUAL_RATE);
        var seen = String.valueOf(Math.min(history.appointments(), 5));
        return new Features()
                .number("usual", "usual", 1, logit(USUAL_RATE))
                .number("lead", "lead_log", leadLog, 0.35)
                .category("lead", "lead", lead)
                .number("history", "history_log_odds", past, 0.8)
                .category("history", "history_seen", seen)
                .category(
                        "history",
                        "history_last",
                        history.appointments() == 0 ? "none" : "" + history.lastMissed())
                .category("time", "weekday", booking.weekday().name())
                .category("time", "hour", String.valueOf(booking.hour()))
                .category("service", "service", booking.service())
                .category("service", "category", booking.category())
                .category("service", "category_lead", booking.category() + '/' + lead)
                .category("branch", "branch", booking.branch())
                .number(
                        "price",
                        "price_log",
                        Math.log1p(booking.priceCents() / 5000.0) - Math.log1p(1),
                        0)
                .category("price", "price", priceBucket(booking.priceCents()));
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
        var history = booking.history();
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
            case "time" ->
                    "%s at %02d:00"
                            .formatted(
                                    booking.weekday()
                                            .getDisplayName(TextStyle.FULL, Locale.ENGLISH),
                                    booking.hour());
            case "service" -> "This kind of service (%s)".formatted(booking.category());
            case "branch" -> "This branch";
            default ->
                    "A price of %d.%02d"
                            .formatted(booking.priceCents() / 100, booking.priceCents() % 100);
        };
    }

    private static String leadBucket(double days) {
        double[] edges = {0.2, 1, 2, 4, 8, 15, 29, 61};
        for (double edge : edges) {
            if (days < edge) {
                return "<" + edge;
            }
        }
        return "later";
    }

    private static String priceBucket(long cents) {
        return String.valueOf((int) (Math.log1p(Math.max(0, cents) / 1000.0) / Math.log(2)));
    }

    private static double logit(double probability) {
        return Math.log(probability / (1 - probability));
    }
}
