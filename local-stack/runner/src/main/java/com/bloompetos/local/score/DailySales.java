package com.bloompetos.local.score;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What was really sold, to judge forecasts by. */
final class DailySales {
    private record Day(double units, double revenue) {}

    private final Map<String, TreeMap<LocalDate, Day>> series = new HashMap<>();
    private LocalDate end = LocalDate.MIN;

    static DailySales read(Path history) throws IOException {
        var sales = new DailySales();
        try (var rows = CsvFile.open(history)) {
            int store = rows.column("store_id");
            int item = rows.column("item_id");
            int date = rows.column("date");
            int units = rows.column("units");
            int price = rows.header().indexOf("sell_price");
            for (var row = rows.next(); row != null; row = rows.next()) {
                if (row.get(units).isEmpty()) {
                    continue;
                }
                var day = DemandHistory.day(rows, row.get(date));
                double sold = rows.number(row, units);
                boolean isPriced = price >= 0 && !row.get(price).isEmpty();
                double revenue = isPriced ? sold * rows.number(row, price) : 0;
                sales.series
                        .computeIfAbsent(
                                row.get(store) + ',' + row.get(item), key -> new TreeMap<>())
                        .put(day, new Day(sold, revenue));
                if (!day.isBefore(sales.end)) {
                    sales.end = day.plusDays(1);
                }
            }
        }
        return sales;
    }

    /** The day after the last. */
    LocalDate end() {
        return end;
    }

    /**
     * WAPE: all misses over all units. WRMSSE (Makridakis et al. 2022) of single items at single
     * branches: the root of the mean squared miss over that of telling "as yesterday" so far,
     * weighed by the revenue of the 28 days before the origin.
     */
    Map<String, Object> errors(Path forecasts, List<LocalDate> origins) throws IOException {
        double misses = 0;
        double units = 0;
        var squares = new LinkedHashMap<String, Double>();
        try (var rows = CsvFile.open(forecasts)) {
            for (var row = rows.next(); row != null; row = rows.next()) {
                var origin = LocalDate.parse(row.get(2));
                var name = row.get(0) + ',' + row.get(1);
                var days = series.getOrDefault(name, new TreeMap<>());
                var real = days.get(origin.plusDays(Long.parseLong(row.get(3)) - 1));
                if (real == null || !origins.contains(origin)) {
                    continue;
                }
                double miss = Double.parseDouble(row.get(4)) - real.units();
                misses += Math.abs(miss);
                units += real.units();
                squares.merge(
                        name + ',' + origin, miss * miss / ForecastScore.HORIZON, Double::sum);
            }
        }
        return Map.of(
                "wape",
                Judged.rounded(misses / units),
                "wrmsse_of_items",
                Judged.rounded(weighed(squares)));
    }

    private double weighed(Map<String, Double> squares) {
        double sum = 0;
        double weights = 0;
        for (var entry : squares.entrySet()) {
            int comma = entry.getKey().lastIndexOf(',');
            var origin = LocalDate.parse(entry.getKey().substring(comma + 1));
            var days = series.getOrDefault(entry.getKey().substring(0, comma), new TreeMap<>());
            double naive = naiveSquare(days.headMap(origin));
            double weight =
                    days.subMap(origin.minusDays(28), origin).values().stream()
                            .mapToDouble(Day::revenue)
                            .sum();
            if (naive > 0) {
                sum += weight * Math.sqrt(entry.getValue() / naive);
                weights += weight;
            }
        }
        return sum / weights;
    }

    private static double naiveSquare(Map<LocalDate, Day> days) {
        double before = 0;
        double squares = 0;
        int count = 0;
        boolean begun = false;
        for (var day : days.values()) {
            if (begun) {
                squares += (day.units() - before) * (day.units() - before);
                count++;
            }
            begun |= day.units() > 0;
            before = day.units();
        }
        return count == 0 ? 0 : squares / count;
    }
}
