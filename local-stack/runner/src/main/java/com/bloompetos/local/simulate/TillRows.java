package com.bloompetos.local.simulate;

import com.bloompetos.local.simulate.Change.Bill;
import java.util.UUID;

/** Writes what happens to money. */
final class TillRows {
    private final UUID organization;
    private final Batches batches;

    TillRows(UUID organization, Batches batches) {
        this.organization = organization;
        this.batches = batches;
    }

    void billed(Change.Completed done) {
        Visit visit = done.visit();
        UUID branch = visit.branch().id();
        Bill bill = done.bill();
        batches.add(
                Rows.INVOICE,
                bill.invoiceId(),
                organization,
                branch,
                visit.client().userId(),
                visit.id(),
                done.at());
        batches.add(
                Rows.LINE,
                bill.lineId(),
                organization,
                branch,
                bill.invoiceId(),
                visit.service().id(),
                "sale",
                1,
                bill.grossCents(),
                bill.discountCents(),
                bill.taxCents(),
                done.at(),
                null,
                "service");
        Change.AddOn addOn = bill.addOn();
        if (addOn != null) {
            batches.add(
                    Rows.LINE,
                    addOn.lineId(),
                    organization,
                    branch,
                    bill.invoiceId(),
                    null,
                    "sale",
                    1,
                    addOn.cents(),
                    0,
                    0,
                    done.at(),
                    addOn.item().id(),
                    "item");
        }
    }

    void paid(Change.Paid p) {
        payment(
                p.paymentId(),
                p.visit(),
                p.bill(),
                "payment",
                p.method(),
                p.amountCents(),
                p.tipCents(),
                p.at());
        if (p.settles()) {
            batches.add(Rows.INVOICE_PAID, p.bill().invoiceId(), "paid");
        }
    }

    void refunded(Change.Refunded r) {
        batches.add(
                Rows.LINE,
                r.lineId(),
                organization,
                r.visit().branch().id(),
                r.bill().invoiceId(),
                r.visit().service().id(),
                "refund",
                -1,
                -r.netCents(),
                0,
                -r.taxCents(),
                r.at(),
                null,
                "service");
        payment(
                r.paymentId(),
                r.visit(),
                r.bill(),
                "refund",
                r.method(),
                -r.netCents() - r.taxCents(),
                0,
                r.at());
    }

    private void payment(
            UUID id,
            Visit visit,
            Bill bill,
            String kind,
            String method,
            long cents,
            long tipCents,
            java.time.Instant at) {
        batches.add(
                Rows.PAYMENT,
                id,
                organization,
                visit.branch().id(),
                bill.invoiceId(),
                kind,
                method,
                cents,
                at,
                tipCents);
    }

    void deposited(Change.Deposited d) {
        batches.add(
                Rows.DEPOSIT,
                d.depositId(),
                organization,
                d.visit().branch().id(),
                d.visit().id(),
                d.amountCents() > 0 ? "taken" : "returned",
                "card",
                d.amountCents(),
                d.at());
    }

    void sold(Change.Sold sold) {
        UUID branch = sold.branch().id();
        Change.SaleIds ids = sold.ids();
        batches.add(
                Rows.INVOICE,
                ids.invoiceId(),
                organization,
                branch,
                sold.client().userId(),
                null,
                sold.at());
        batches.add(
                Rows.LINE,
                ids.lineId(),
                organization,
                branch,
                ids.invoiceId(),
                null,
                "sale",
                sold.units(),
                sold.grossCents(),
                0,
                0,
                sold.at(),
                sold.item().id(),
                "item");
        batches.add(
                Rows.PAYMENT,
                ids.paymentId(),
                organization,
                branch,
                ids.invoiceId(),
                "payment",
                sold.method(),
                sold.grossCents(),
                sold.at(),
                0);
        batches.add(Rows.INVOICE_PAID, ids.invoiceId(), "paid");
    }
}
