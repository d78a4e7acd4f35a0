package com.bloompetos.local.simulate;

import com.bloompetos.local.simulate.Chain.Branch;
import com.bloompetos.local.simulate.Chain.Client;
import com.bloompetos.local.simulate.Chain.Item;
import com.bloompetos.local.simulate.Chain.Pet;
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

    record Paid(Instant at, UUID paymentId, Visit visit, Bill bill, String method)
            implements Change {}

    record Received(Instant at, UUID movementId, Branch branch, Item item, int quantity)
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

    record Bill(UUID invoiceId, UUID lineId, long grossCents, long discountCents, long taxCents) {
        long totalCents() {
            return grossCents - discountCents + taxCents;
        }
    }

    record Use(UUID movementId, Item item, int quantity) {}
}
