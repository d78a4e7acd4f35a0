package com.bloompetos.local.simulate;

import com.bloompetos.local.simulate.Chain.Branch;
import com.bloompetos.local.simulate.Chain.Item;
import com.bloompetos.local.simulate.Change.Delivery;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes what happens to stock. */
final class ShelfRows {
    private final UUID organization;
    private final Batches batches;

    ShelfRows(UUID organization, Batches batches) {
        this.organization = organization;
        this.batches = batches;
    }

    void used(Change.Completed done) {
        for (Change.Use use : done.uses()) {
            move(
                    new Entry(use.movementId(), "use", -use.quantity(), done.visit().id()),
                    done.visit().branch(),
                    use.item(),
                    null,
                    null,
                    done.at());
        }
    }

    void sold(Change.Sold sold) {
        move(
                new Entry(sold.ids().movementId(), "sale", -sold.units(), null),
                sold.branch(),
                sold.item(),
                null,
                null,
                sold.at());
    }

    void moved(Change.Moved m) {
        move(
                new Entry(m.movementId(), m.kind(), m.quantity(), null),
                m.branch(),
                m.item(),
                null,
                m.transferId(),
                m.at());
    }

    void ordered(Change.Ordered o) {
        UUID branch = o.branch().id();
        UUID order = o.delivery().orderId();
        batches.add(
                Rows.ORDER,
                order,
                organization,
                branch,
                "Petside Supplies",
                o.expected(),
                o.at(),
                o.at());
        batches.add(
                Rows.ORDER_LINE,
                o.delivery().lineId(),
                organization,
                branch,
                order,
                o.item().id(),
                o.quantity(),
                o.item().costCents(),
                o.at());
    }

    void received(Change.Received r) {
        Delivery delivery = r.delivery();
        if (delivery != null) {
            batches.add(Rows.ORDER_RECEIVED, delivery.orderId(), "received", r.at());
            batches.add(Rows.ORDER_LINE_RECEIVED, delivery.lineId(), r.quantity());
            if (delivery.lotId() != null) {
                batches.add(
                        Rows.LOT,
                        delivery.lotId(),
                        organization,
                        r.branch().id(),
                        r.item().id(),
                        "L" + delivery.lotId().toString().substring(0, 13),
                        delivery.expires(),
                        r.at(),
                        r.at());
            }
        }
        move(
                new Entry(r.movementId(), "receipt", r.quantity(), null),
                r.branch(),
                r.item(),
                delivery,
                null,
                r.at());
    }

    private record Entry(UUID id, String kind, int quantity, @Nullable UUID appointment) {}

    private void move(
            Entry entry,
            Branch branch,
            Item item,
            @Nullable Delivery delivery,
            @Nullable UUID transfer,
            Instant at) {
        batches.add(
                Rows.MOVEMENT,
                entry.id(),
                organization,
                branch.id(),
                item.id(),
                entry.kind(),
                entry.quantity(),
                entry.appointment(),
                at,
                delivery == null ? null : delivery.lotId(),
                delivery == null ? null : delivery.orderId(),
                transfer);
    }
}
