package com.bloompetos.local.score;

import com.bloompetos.insight.forecast.BranchCalendar;
import com.bloompetos.insight.forecast.ItemDemand;
import com.bloompetos.insight.forecast.Profile;
import com.bloompetos.insight.forecast.Spread;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Daily sales out of files, told to the demand models day by day. The files may be in any order;
 * nothing of a day is known before the day is over.
 *
 * <p>Needed are {@code store_id, item_id, date, units}; {@code dept_id, cat_id, state_id} group
 * what sells alike, an empty {@code sell_price} means "not offered", {@code snap} marks days that
 * stand out.
 */
final class DemandHistory {
    /** One item at one branch. */
    record Place(String store, String item) {}

    private record Sale(Place place, float units, boolean offered, boolean standsOut) {}

    private final Map<Place, ItemDemand> items = new LinkedHashMap<>();
    private final Map<String, Profile> branchProfiles = new HashMap<>();
    private final Map<String, Profile> regionProfiles = new HashMap<>();
    private final Map<String, BranchCalendar> calendars = new HashMap<>();
    private final Spread shared = Spread.shared();
    private final TreeMap<LocalDate, List<Sale>> days = new TreeMap<>();

    DemandHistory(List<Path> files) throws IOException {
        for (var file : files) {
            try (var rows = CsvFile.open(file)) {
                read(rows);
            }
        }
    }

    private void read(CsvFile rows) throws IOException {
        int store = rows.column("store_id");
        int item = rows.column("item_id");
        int date = rows.column("date");
        int units = rows.column("units");
        int price = rows.header().indexOf("sell_price");
        int special = rows.header().indexOf("snap");
        var places = new HashMap<Place, Place>();
        for (var row = rows.next(); row != null; row = rows.next()) {
            var place = new Place(row.get(store), row.get(item));
            var known = places.putIfAbsent(place, place);
            if (known == null) {
                start(place, rows, row);
            }
            if (row.get(units).isEmpty()) {
                continue; // A day to come: its answer is absent.
            }
            double sold = rows.number(row, units);
            if (sold < 0) {
                throw rows.bad("units is below zero: " + row.get(units));
            }
            days.computeIfAbsent(day(rows, row.get(date)), key -> new ArrayList<>())
                    .add(
                            new Sale(
                                    known == null ? place : known,
                                    (float) sold,
                                    price < 0 || !row.get(price).isEmpty(),
                                    special >= 0 && row.get(special).equals("1")));
        }
    }

    private void start(Place place, CsvFile rows, List<String> row) {
        var kind = value(rows, row, "dept_id");
        var wide = value(rows, row, "cat_id");
        var region = value(rows, row, "state_id");
        items.computeIfAbsent(
                place,
                key ->
                        new ItemDemand(
                                branchProfiles.computeIfAbsent(
                                        place.store() + '/' + kind, name -> new Profile()),
                                regionProfiles.computeIfAbsent(
                                        region + '/' + wide, name -> new Profile()),
                                shared));
        calendars.computeIfAbsent(place.store(), name -> new BranchCalendar());
    }

    private static String value(CsvFile rows, List<String> row, String column) {
        int place = rows.header().indexOf(column);
        return place < 0 ? "" : row.get(place);
    }

    static LocalDate day(CsvFile rows, String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException notOne) {
            throw rows.bad("not a day: " + text);
        }
    }

    /** Everything before that day becomes known; days can only be turned forward. */
    void until(LocalDate day) {
        var past = days.headMap(day, false);
        past.forEach(this::observe);
        past.clear();
    }

    private void observe(LocalDate day, List<Sale> sales) {
        var totals = new HashMap<String, double[]>();
        for (var sale : sales) {
            var total = totals.computeIfAbsent(sale.place().store(), store -> new double[2]);
            total[0] += sale.units();
            total[1] += sale.standsOut() ? 1 : 0;
        }
        totals.forEach((store, total) -> calendar(store).observe(day, total[0], total[1] > 0));
        for (var sale : sales) {
            demand(sale.place())
                    .observe(day, sale.units(), sale.offered(), calendar(sale.place().store()));
        }
    }

    /** The day after the last one told of. */
    LocalDate end() {
        return days.lastKey().plusDays(1);
    }

    boolean isEmpty() {
        return days.isEmpty();
    }

    Iterable<Place> places() {
        return items.keySet();
    }

    @Nullable ItemDemand find(Place place) {
        return items.get(place);
    }

    ItemDemand demand(Place place) {
        return java.util.Objects.requireNonNull(items.get(place), "read before");
    }

    BranchCalendar calendar(String store) {
        return java.util.Objects.requireNonNull(calendars.get(store), "read before");
    }
}
