package com.bloompetos.insight.forecast;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How long an item lasts, and what to do about it.
 *
 * @param isKnown whether the item has a past long enough to tell from
 * @param dailyMean expected demand of a day of the next seven
 * @param stockoutOn the day on which the expected demand has used up what is there and what comes;
 *     null when that is more than {@link #HORIZON_DAYS} days ahead
 * @param deliveryOn when the next delivery comes, or would come if it were ordered today
 * @param probability that nothing is left before that delivery
 * @param expectedUntilDelivery demand until then, with a range that holds it four times of five
 * @param lostUnits expected demand until then that cannot be met
 * @param orderQuantity what to order so that it lasts a delivery and two weeks; 0 for nothing yet
 * @param orderBy the last day for it
 * @param spareUnits what could be given away today without running short before a delivery, or will
 *     expire unused
 * @param expiring lots of which something will be left when they expire, the first one first
 */
public record StockForecast(
        boolean isKnown,
        int onHand,
        double dailyMean,
        @Nullable LocalDate stockoutOn,
        LocalDate deliveryOn,
        double probability,
        double expectedUntilDelivery,
        int lowUntilDelivery,
        int highUntilDelivery,
        double lostUnits,
        int orderQuantity,
        @Nullable LocalDate orderBy,
        int spareUnits,
        List<Expiring> expiring) {
    /** Changes with whatever changes an answer. */
    public static final String MODEL_VERSION = "stock-1";

    /** In how many of a hundred deliveries the shelf shall not have been empty before. */
    public static final double SERVICE_LEVEL = 0.95;

    public static final int HORIZON_DAYS = 60;

    /** How long an order shall last beyond its delivery. */
    private static final int CYCLE_DAYS = 14;

    private static final double LOW = 0.1;
    private static final double HIGH = 0.9;

    /** Of one lot: what is there, and what of it nobody will have used. */
    public record Expiring(LocalDate expiresOn, int onHand, double unusedUnits) {}

    public static StockForecast of(
            LocalDate today, ItemStock stock, ItemDemand demand, BranchCalendar calendar) {
        return new Outlook(today, stock, demand.totals(today, HORIZON_DAYS, calendar))
                .forecast(demand.isKnown());
    }

    /** When a probability of running out deserves a person's attention. */
    public static boolean isWorthAnAlert(double probability) {
        return probability >= WORTH_IT;
    }

    /**
     * Where a calibrated probability gives the best balance of missed and needless alerts: half of
     * the F1 that can be reached (Lipton, Elkan and Naryanaswamy 2014).
     */
    private static final double WORTH_IT = 0.36;

    private static final class Outlook {
        private final LocalDate today;
        private final ItemStock stock;
        private final int onHand;
        private final List<NegativeBinomial> totals;

        Outlook(LocalDate today, ItemStock stock, List<NegativeBinomial> past) {
            this.today = today;
            this.stock = stock;
            this.onHand = Math.max(0, stock.onHand());
            this.totals = withBookings(past, stock);
        }

        /**
         * What is booked is a floor under what the past tells of a day, since the past contains its
         * own bookings; what is used already today is not asked for again. A sum stays as wide, for
         * its size, as it was.
         */
        private static List<NegativeBinomial> withBookings(
                List<NegativeBinomial> past, ItemStock stock) {
            var totals = new ArrayList<NegativeBinomial>();
            double before = 0;
            double sum = 0;
            for (int i = 0; i < past.size(); i++) {
                var usual = past.get(i);
                double day = usual.mean() - before;
                before = usual.mean();
                if (i == 0) {
                    day = Math.max(0, day - stock.usedToday());
                }
                double booked = i < stock.booked().size() ? stock.booked().get(i) : 0;
                sum += Math.max(day, booked + stock.counterShare() * day);
                double mean = Math.max(sum, 1e-3);
                totals.add(new NegativeBinomial(mean, usual.variance() / usual.mean() * mean));
            }
            return totals;
        }

        StockForecast forecast(boolean isKnown) {
            var deliveryOn = deliveryOn();
            var until = total((int) ChronoUnit.DAYS.between(today, deliveryOn));
            var expiring = expiring();
            int position = onHand;
            for (var inbound : stock.inbound()) {
                position += inbound.quantity();
            }
            int missing = total(stock.leadDays() + CYCLE_DAYS).quantile(SERVICE_LEVEL) - position;
            boolean orders = isKnown && missing > 0;
            return new StockForecast(
                    isKnown,
                    onHand,
                    total(7).mean() / 7,
                    stockoutOn(),
                    deliveryOn,
                    until.atLeast(onHand),
                    until.mean(),
                    until.quantile(LOW),
                    until.quantile(HIGH),
                    until.expectedAbove(onHand),
                    orders ? Math.max(missing, stock.reorderQuantity()) : 0,
                    orders ? orderBy(position) : null,
                    spare(isKnown, expiring),
                    expiring);
        }

        /** What should be here already is awaited for tomorrow. */
        private LocalDate deliveryOn() {
            var tomorrow = today.plusDays(1);
            return stock.inbound().stream()
                    .map(inbound -> inbound.day().isBefore(tomorrow) ? tomorrow : inbound.day())
                    .min(Comparator.naturalOrder())
                    .orElse(today.plusDays(stock.leadDays()));
        }

        private @Nullable LocalDate stockoutOn() {
            for (int days = 1; days <= totals.size(); days++) {
                var day = today.plusDays(days - 1L);
                int there = onHand;
                for (var inbound : stock.inbound()) {
                    there += inbound.day().isAfter(day) ? 0 : inbound.quantity();
                }
                if (total(days).mean() >= there) {
                    return day;
                }
            }
            return null;
        }

        /** Ordered on this day it still comes before the shelf is likelier empty than allowed. */
        private LocalDate orderBy(int position) {
            int safe = 0;
            while (safe < totals.size() && total(safe + 1).atLeast(position) <= 1 - SERVICE_LEVEL) {
                safe++;
            }
            return today.plusDays(Math.max(0, safe - stock.leadDays()));
        }

        private int spare(boolean isKnown, List<Expiring> expiring) {
            if (!isKnown) {
                return 0;
            }
            double unused = 0;
            for (var lot : expiring) {
                unused += lot.expiresOn().isBefore(today) ? 0 : lot.unusedUnits();
            }
            int beyondNeed = onHand - total(stock.leadDays() + CYCLE_DAYS).quantile(SERVICE_LEVEL);
            return Math.max(0, Math.max(beyondNeed, (int) unused));
        }

        /** The lot that expires first is used first. */
        private List<Expiring> expiring() {
            var lots = new ArrayList<>(stock.lots());
            lots.sort(Comparator.comparing(ItemStock.Lot::expiresOn));
            var expiring = new ArrayList<Expiring>();
            int together = 0;
            double unusedBefore = 0;
            for (var lot : lots) {
                int days = (int) ChronoUnit.DAYS.between(today, lot.expiresOn()) + 1;
                if (days > totals.size() || lot.onHand() <= 0) {
                    continue;
                }
                together += lot.onHand();
                double unused = together;
                if (days > 0) {
                    var used = total(days);
                    unused += used.expectedAbove(together) - used.mean();
                }
                double ofThisLot = Math.min(lot.onHand(), Math.max(0, unused - unusedBefore));
                unusedBefore = Math.max(unused, unusedBefore);
                if (ofThisLot >= 1) {
                    expiring.add(new Expiring(lot.expiresOn(), lot.onHand(), ofThisLot));
                }
            }
            return List.copyOf(expiring);
        }

        private NegativeBinomial total(int days) {
            return totals.get(Math.max(1, Math.min(days, totals.size())) - 1);
        }
    }
}
