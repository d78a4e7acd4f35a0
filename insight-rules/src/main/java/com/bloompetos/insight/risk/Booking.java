package com.bloompetos.insight.risk;

import java.time.LocalDateTime;

/**
 * What is known of an appointment at the moment its risk is asked, and nothing from after it. All
 * times are the branch's own.
 *
 * @param depositCents what the service asks for before the visit; zero where it asks for nothing
 */
public record Booking(
        String branch,
        String service,
        String category,
        String species,
        LocalDateTime bookedAt,
        LocalDateTime startsAt,
        long priceCents,
        long depositCents,
        LocalDateTime askedAt,
        Commitment commitment,
        Client.Standing client) {

    /** What binds the client to this appointment by now. */
    public record Commitment(boolean reminded, boolean confirmed, boolean depositPaid) {
        public static final Commitment NONE = new Commitment(false, false, false);

        Commitment confirmedToo() {
            return new Commitment(reminded, true, depositPaid);
        }

        Commitment paidToo() {
            return new Commitment(reminded, confirmed, true);
        }
    }

    /** Before this nobody is reminded, and silence says nothing. */
    private static final double SILENCE_TELLS_DAYS = 1.5;

    public double leadDays() {
        return question().leadDays();
    }

    /** How the client has answered by now; asked early, nothing can be said. */
    String answer() {
        if (commitment.confirmed()) {
            return "confirmed";
        }
        if (commitment.reminded()) {
            return "reminded";
        }
        boolean near = Client.daysBetween(askedAt, startsAt) < SILENCE_TELLS_DAYS;
        return near ? "silent" : "early";
    }

    Booking with(Commitment other) {
        return new Booking(
                branch,
                service,
                category,
                species,
                bookedAt,
                startsAt,
                priceCents,
                depositCents,
                askedAt,
                other,
                client);
    }

    /** The same appointment, moved at the moment of asking: that books it anew. */
    Booking movedTo(LocalDateTime nearer) {
        return new Booking(
                branch,
                service,
                category,
                species,
                askedAt,
                nearer,
                priceCents,
                depositCents,
                askedAt,
                new Commitment(false, false, commitment.depositPaid()),
                client);
    }

    Features features(Weights weights) {
        return question().features(this::columns, weights);
    }

    private Question question() {
        return new Question(bookedAt, startsAt, client);
    }

    /** In this order: the first two are looked at together with everything else. */
    private void columns(Features features) {
        features.crossable("answer", "answer", answer())
                .crossable("service", "category", category)
                .number("answer", "was reminded", commitment.reminded() ? 1 : 0, Prior.REMINDED)
                .number("answer", "has confirmed", commitment.confirmed() ? 1 : 0, Prior.CONFIRMED)
                .number("deposit", "has paid", commitment.depositPaid() ? 1 : 0, Prior.DEPOSIT_PAID)
                .crossable("deposit", "deposit", deposit())
                .crossable("service", "service", service)
                .crossable("species", "species", species)
                .crossable("branch", "branch", branch)
                .crossable("time", "start weekday", startsAt.getDayOfWeek().name())
                .curve("price", "price", priceCents / 100.0, Prior.USUAL_PRICE, 0);
        ColumnFeatures.hour(features, "time", startsAt.toLocalTime());
    }

    private String deposit() {
        return commitment.depositPaid() ? "paid" : depositCents > 0 ? "owed" : "none";
    }
}
