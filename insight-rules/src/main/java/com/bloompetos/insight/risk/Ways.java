package com.bloompetos.insight.risk;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * What would lower a risk: the model is asked again, with one thing changed that people can change.
 * It tells how those alike fared, not what a step causes.
 */
final class Ways {
    /** Under one in ten nobody is called. */
    private static final double WORTH_A_CALL = 0.1;

    /** Less than a point is no advice. */
    private static final double WORTH_SAYING = 0.01;

    private static final int NEARER_DAYS = 2;

    private Ways() {}

    static List<String> lowering(
            Booking booking, double probability, ToDoubleFunction<Booking> model) {
        if (probability < WORTH_A_CALL) {
            return List.of();
        }
        var ways = new ArrayList<Way>();
        var commitment = booking.commitment();
        if (!commitment.confirmed()) {
            ways.add(new Way("A confirmation", booking.with(commitment.confirmedToo()), model));
        }
        // No more than the service's own terms ask for.
        if (!commitment.depositPaid() && booking.depositCents() > 0) {
            var deposit =
                    "A deposit of %d.%02d, as this service asks,"
                            .formatted(booking.depositCents() / 100, booking.depositCents() % 100);
            ways.add(new Way(deposit, booking.with(commitment.paidToo()), model));
        }
        var nearer =
                booking.askedAt()
                        .toLocalDate()
                        .plusDays(NEARER_DAYS)
                        .atTime(booking.startsAt().toLocalTime());
        if (nearer.isBefore(booking.startsAt())) {
            ways.add(
                    new Way(
                            "A slot within %d days".formatted(NEARER_DAYS),
                            booking.movedTo(nearer),
                            model));
        }
        return ways.stream()
                .filter(way -> way.probability <= probability - WORTH_SAYING)
                .sorted(Comparator.comparingDouble(way -> way.probability))
                .map(Way::words)
                .toList();
    }

    private record Way(String what, double probability) {
        Way(String what, Booking changed, ToDoubleFunction<Booking> model) {
            this(what, model.applyAsDouble(changed));
        }

        String words() {
            return String.format(Locale.ROOT, "%s lowers it to %.0f %%", what, 100 * probability);
        }
    }
}
