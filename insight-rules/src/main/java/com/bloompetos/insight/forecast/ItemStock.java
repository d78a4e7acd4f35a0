package com.bloompetos.insight.forecast;

import java.time.LocalDate;
import java.util.List;

/**
 * One item at one branch as it stands on a day: what is there, what comes, what is spoken for.
 *
 * @param lots what expires when; units of no lot do not expire
 * @param inbound ordered and not received yet
 * @param leadDays from an order to its delivery
 * @param usedToday units that left the shelf today already
 * @param booked units that appointments of today, tomorrow and so on will use, each times the
 *     chance that its client comes
 * @param counterShare share of the demand that no appointment announces, 0 to 1
 * @param reorderQuantity what the branch orders at least, when it orders
 */
public record ItemStock(
        int onHand,
        List<Lot> lots,
        List<Inbound> inbound,
        int leadDays,
        int usedToday,
        List<Double> booked,
        double counterShare,
        int reorderQuantity) {
    public ItemStock {
        lots = List.copyOf(lots);
        inbound = List.copyOf(inbound);
        booked = List.copyOf(booked);
        if (leadDays < 1) {
            throw new IllegalArgumentException(leadDays + " days from order to delivery");
        }
    }

    /** Units that may be used until a day, that day included. */
    public record Lot(LocalDate expiresOn, int onHand) {}

    /** Units that are expected on a day. */
    public record Inbound(LocalDate day, int quantity) {}
}
