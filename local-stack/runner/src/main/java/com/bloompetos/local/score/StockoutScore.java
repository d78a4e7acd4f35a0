package com.bloompetos.local.score;

import com.bloompetos.insight.forecast.StockForecast;
import com.bloompetos.local.score.DemandHistory.Place;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;

/**
 * Will what is on hand at the start of a day be used up within the lead time? Answered with nothing
 * but the days before.
 */
public final class StockoutScore {
    private record Query(String id, Place place, LocalDate asOf, int days, double onHand) {}

    private StockoutScore() {}

    /** How many questions were answered, in their own order. */
    public static long run(List<Path> histories, Path queryFile, Path out) throws IOException {
        try (var answers = new Answers(out, "query_id,p,alert")) {
            var history = new DemandHistory(histories);
            var queries = read(queryFile, history);
            var inTime = new ArrayList<>(queries);
            inTime.sort(Comparator.comparing(Query::asOf));
            var told = new HashMap<Query, Double>();
            for (var query : inTime) {
                history.until(query.asOf());
                var calendar = history.calendar(query.place().store());
                var demand = history.demand(query.place());
                told.put(
                        query,
                        demand.total(query.asOf(), query.days(), calendar).atLeast(query.onHand()));
            }
            for (var query : queries) {
                double p = told.getOrDefault(query, 0.0);
                answers.line(
                        String.format(
                                Locale.ROOT,
                                "%s,%.6f,%d",
                                Answers.field(query.id()),
                                p,
                                StockForecast.isWorthAnAlert(p) ? 1 : 0));
            }
            return answers.done();
        }
    }

    private static List<Query> read(Path file, DemandHistory history) throws IOException {
        try (var rows = CsvFile.open(file)) {
            int id = rows.column("query_id");
            int store = rows.column("store_id");
            int item = rows.column("item_id");
            int asOf = rows.column("asof");
            int days = rows.column("lead_days");
            int onHand = rows.column("on_hand");
            var queries = new ArrayList<Query>();
            var ids = new HashSet<String>();
            for (var row = rows.next(); row != null; row = rows.next()) {
                var place = new Place(row.get(store), row.get(item));
                if (history.find(place) == null) {
                    throw rows.bad(
                            "the history knows no item %s at %s"
                                    .formatted(place.item(), place.store()));
                }
                if (!ids.add(row.get(id))) {
                    throw rows.bad("query_id " + row.get(id) + " comes twice");
                }
                double lead = rows.number(row, days);
                if (lead < 1 || lead != Math.rint(lead)) {
                    throw rows.bad("lead_days is no number of days: " + row.get(days));
                }
                queries.add(
                        new Query(
                                row.get(id),
                                place,
                                DemandHistory.day(rows, row.get(asOf)),
                                (int) lead,
                                rows.number(row, onHand)));
            }
            return queries;
        }
    }
}
