package com.bloompetos.local.simulate;

import com.bloompetos.local.simulate.Chain.Branch;
import com.bloompetos.local.simulate.Chain.Client;
import com.bloompetos.local.simulate.Chain.Item;
import com.bloompetos.local.simulate.Chain.Pet;
import com.bloompetos.local.simulate.Chain.Service;
import com.bloompetos.local.simulate.Chain.Staff;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What happens at a branch, as one transaction of the real system would write it. */
sealed interface Change {

    Instant at();

    record Joined(Instant at, Client client) implements Change {}

    record Booked(Instant at, UUID changeId, Visit visit) implements Change {}

    /**
     * @param visit as it stands after the move
     */
    record Rescheduled(Instant at, Visit visit) implements Change {}

    record Cancelled(Instant at, UUID changeId, Visit visit, boolean late) implements Change {}

    record Missed(Instant at, UUID changeId, Visit visit) implements Change {}

    record Completed(
            Instant at, UUID changeId, UUID historyId, Visit visit, Bill bill, List<Use> uses)
            implements Change {}

    /**
     * @param settles whether nothing is open any more
     */
    record Paid(
            Instant at,
            UUID paymentId,
            Visit visit,
            Bill bill,
            String method,
            long amountCents,
            long tipCents,
            boolean settles)
            implements Change {}

    /** What was sold is turned by a line, and the money goes back. */
    record Refunded(
            Instant at,
            UUID paymentId,
            UUID lineId,
            Visit visit,
            Bill bill,
            String method,
            long netCents,
            long taxCents)
            implements Change {}

    /**
     * @param amountCents negative where it is given back
     */
    record Deposited(Instant at, UUID depositId, Visit visit, long amountCents) implements Change {}

    record Ordered(
            Instant at,
            Branch branch,
            Item item,
            int quantity,
            LocalDate expected,
            Delivery delivery)
            implements Change {}

    /**
     * @param delivery of an order; null for what was there before the first
     */
    record Received(
            Instant at,
            UUID movementId,
            Branch branch,
            Item item,
            int quantity,
            @Nullable Delivery delivery)
            implements Change {}

    /**
     * @param quantity signed
     */
    record Moved(
            Instant at,
            UUID movementId,
            Branch branch,
            Item item,
            String kind,
            int quantity,
            @Nullable UUID transferId)
            implements Change {}

    /** Over the counter, paid at once. */
    record Sold(
            Instant at,
            SaleIds ids,
            Branch branch,
            Client client,
            Item item,
            int units,
            String method)
            implements Change {
        long grossCents() {
            return units * item.priceCents();
        }
    }

    record SaleIds(UUID invoiceId, UUID lineId, UUID paymentId, UUID movementId) {}

    record Planned(
            Instant at, UUID shiftId, Branch branch, Staff staff, Instant starts, Instant ends)
            implements Change {}

    /**
     * @param weekdays as an array of the database
     */
    record Priced(
            Instant at, UUID ruleId, Branch branch, Service service, String weekdays, long cents)
            implements Change {}

    record Searched(
            Instant at, UUID searchId, Branch branch, Service service, LocalDate from, LocalDate to)
            implements Change {}

    record Judged(Instant at, UUID feedbackId, Visit visit, int csat, int nps) implements Change {}

    record Weighed(Instant at, UUID weightId, Branch branch, Pet pet, double weight)
            implements Change {}

    record Reminded(
            Instant at,
            UUID reminderId,
            Branch branch,
            Pet pet,
            String kind,
            UUID subject,
            LocalDate day,
            boolean isConfirmed)
            implements Change {}

    record Vaccinated(
            UUID id,
            Instant at,
            Branch branch,
            Pet pet,
            String vaccine,
            LocalDate day,
            LocalDate expires,
            @Nullable Staff by)
            implements Change {}

    record Bill(
            UUID invoiceId,
            UUID lineId,
            long grossCents,
            long discountCents,
            long taxCents,
            @Nullable AddOn addOn) {
        long totalCents() {
            return grossCents - discountCents + taxCents + (addOn == null ? 0 : addOn.cents());
        }
    }

    /** A second line of a bill, untaxed. */
    record AddOn(UUID lineId, Item item, long cents) {}

    record Use(UUID movementId, Item item, int quantity) {}

    /**
     * @param lotId null for what does not expire
     */
    record Delivery(UUID orderId, UUID lineId, @Nullable UUID lotId, @Nullable LocalDate expires) {}
}
