package com.bloompetos.local.score;

import com.bloompetos.local.score.DemandHistory.Place;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;

/**
 * The middle guess for each of the 28 days from an origin on, told with nothing but the days before
 * it.
 */
public final class ForecastScore {
    public static final int HORIZON = 28;

    private ForecastScore() {}

    /** No origin means the day after the history's last. */
    public static long run(List<Path> histories, List<LocalDate> origins, Path out)
            throws IOException {
        try (var answers = new Answers(out, "store_id,item_id,origin,h,forecast")) {
            var history = new DemandHistory(histories);
            if (history.isEmpty()) {
                throw new BadInput(histories.get(0), "tells of no day at all");
            }
            for (var origin : origins.isEmpty() ? List.of(history.end()) : sorted(origins)) {
                history.until(origin);
                for (var place : history.places()) {
                    tell(history, place, origin, answers);
                }
            }
            return answers.done();
        }
    }

    private static List<LocalDate> sorted(List<LocalDate> origins) {
        return origins.stream().sorted().distinct().toList();
    }

    private static void tell(
            DemandHistory history, Place place, LocalDate origin, Answers answers) {
        var demand = history.demand(place);
        var calendar = history.calendar(place.store());
        for (int h = 1; h <= HORIZON; h++) {
            double units = demand.middle(origin.plusDays(h - 1L), calendar);
            answers.line(
                    String.format(
                            Locale.ROOT,
                            "%s,%s,%s,%d,%.4f",
                            Answers.field(place.store()),
                            Answers.field(place.item()),
                            origin,
                            h,
                            units));
        }
    }
}
