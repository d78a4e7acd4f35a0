package com.bloompetos.api.payment;

import com.bloompetos.api.access.Caller;
import com.bloompetos.api.access.TenantTransaction;
import com.bloompetos.api.position.Position;
import com.bloompetos.api.position.Positions;
import com.bloompetos.api.position.Written;
import com.bloompetos.api.problem.Problem;
import com.bloompetos.api.problem.ProblemType;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Takes payments for invoices and gives money back. */
@Service
class Payments {
    private final TenantTransaction transaction;
    private final JdbcClient jdbc;
    private final Positions positions;

    Payments(TenantTransaction transaction, JdbcClient jdbc, Positions positions) {
        this.transaction = transaction;
        this.jdbc = jdbc;
        this.positions = positions;
    }

    Written<Payment> take(Caller caller, NewPayment wish) {
        return transaction.write(
                caller,
                () -> {
                    var account = lock(wish.invoiceId());
                    account.mustAllow(wish);
                    long endOfLog = positions.endOfLog();
                    if (wish.isRefund()) {
                        takeBackSale(caller, account, wish);
                    }
                    var after = account.after(wish);
                    follow(wish.invoiceId(), account, after);
                    var payment = insert(caller, after, Row.of(wish));
                    return new Written<>(
                            payment, new Position("payments", payment.paymentId(), endOfLog));
                });
    }

    /**
     * A provider has taken the money: it is booked also where the invoice was paid otherwise in
     * between, since it is there, and somebody has to give it back.
     */
    void paid(Caller system, UUID invoiceId, Intent intent) {
        var account = lock(invoiceId);
        var after = account.paidBy(intent.amountCents());
        follow(invoiceId, account, after);
        insert(
                system,
                after,
                new Row(
                        invoiceId,
                        "payment",
                        "card",
                        intent.amountCents(),
                        intent.tipCents(),
                        intent.intentId()));
    }

    private void follow(UUID invoiceId, Account before, Account after) {
        if (!after.status().equals(before.status())) {
            jdbc.sql("update invoices set status = ? where invoice_id = ?")
                    .params(after.status(), invoiceId)
                    .update();
        }
    }

    /** The invoice is locked first: two payments at once see each other's sum. */
    private Account lock(UUID invoiceId) {
        boolean unused =
                jdbc.sql("select true from invoices where invoice_id = ? for update")
                        .param(invoiceId)
                        .query(Boolean.class)
                        .optional()
                        .orElseThrow(() -> Problem.unknown("invoice_id", invoiceId));
        return account(invoiceId);
    }

    Account account(UUID invoiceId) {
        return jdbc.sql(
                        """
                        select i.branch_id, i.status,
                               (select coalesce(sum(gross_cents - discount_cents + tax_cents), 0) from invoice_lines l
                                where l.invoice_id = i.invoice_id) as due_cents,
                               (select coalesce(sum(amount_cents), 0) from payments p
                                where p.invoice_id = i.invoice_id) as paid_cents
                        from invoices i where i.invoice_id = ?
                        """)
                .param(invoiceId)
                .query(Account.class)
                .optional()
                .orElseThrow(() -> Problem.unknown("invoice_id", invoiceId));
    }

    /**
     * What is given back was not sold: the first line sold is turned by the amount, its tax in the
     * same proportion.
     */
    private void takeBackSale(Caller caller, Account account, NewPayment wish) {
        jdbc.sql(
                        """
                        insert into invoice_lines
                            (organization_id, branch_id, invoice_id, service_id, item_id, kind, charge, quantity, gross_cents, tax_cents)
                        select :organization, :branch, l.invoice_id, l.service_id, l.item_id, 'refund', l.charge, -1,
                               t.tax - :amount, -t.tax
                        from (select * from invoice_lines where invoice_id = :invoice and kind = 'sale' order by line_id limit 1) l,
                             lateral (select case when l.gross_cents - l.discount_cents + l.tax_cents = 0 then 0
                                 else round(:amount::numeric * l.tax_cents / (l.gross_cents - l.discount_cents + l.tax_cents))::bigint
                                 end as tax) t
                        """)
                .param("organization", caller.organizationId())
                .param("branch", account.branchId())
                .param("invoice", wish.invoiceId())
                .param("amount", wish.amountCents())
                .update();
    }

    /** What a row of payments says; signs are still positive. */
    private record Row(
            UUID invoiceId,
            String kind,
            String method,
            long amountCents,
            long tipCents,
            @Nullable UUID intentId) {
        static Row of(NewPayment wish) {
            return new Row(
                    wish.invoiceId(),
                    wish.isRefund() ? "refund" : "payment",
                    wish.method().text(),
                    wish.amountCents(),
                    wish.tip(),
                    null);
        }

        int sign() {
            return kind.equals("refund") ? -1 : 1;
        }
    }

    private Payment insert(Caller caller, Account after, Row row) {
        return jdbc.sql(
                        """
                        insert into payments (organization_id, branch_id, invoice_id, kind, method, amount_cents, tip_cents, intent_id)
                        values (:organization, :branch, :invoice, :kind, :method, :amount, :tip,
                            -- A card gets back what an intent took from it, by whoever took it.
                            coalesce(cast(:intent as uuid), case when :kind = 'refund' and :method = 'card' then
                                (select max(p.intent_id::text)::uuid from payments p where p.invoice_id = :invoice) end))
                        returning payment_id, branch_id, invoice_id, kind, method, amount_cents, tip_cents, paid_day, created_at,
                                  cast(:status as text) as invoice_status, cast(:open as bigint) as open_cents
                        """)
                .param("organization", caller.organizationId())
                .param("branch", after.branchId())
                .param("invoice", row.invoiceId())
                .param("kind", row.kind())
                .param("method", row.method())
                .param("amount", row.sign() * row.amountCents())
                .param("tip", row.sign() * row.tipCents())
                .param("intent", row.intentId())
                .param("status", after.status())
                .param("open", after.openCents())
                .query(Payment.class)
                .single();
    }

    /** What an invoice asks for and what came in for it. */
    record Account(UUID branchId, String status, long dueCents, long paidCents) {
        long openCents() {
            return dueCents - paidCents;
        }

        void mustAllow(NewPayment wish) {
            long limit = wish.isRefund() ? paidCents : openCents();
            if (wish.amountCents() > limit) {
                throw Problem.invalid(
                        ProblemType.TOO_MUCH,
                        "amount_cents",
                        wish.isRefund()
                                ? "Only %d cents were paid.".formatted(limit)
                                : "Only %d cents are open.".formatted(limit));
            }
        }

        /** A refund lowers what is due and what was paid alike. */
        Account after(NewPayment wish) {
            long amount = wish.amountCents();
            if (wish.isRefund()) {
                return new Account(branchId, status, dueCents - amount, paidCents - amount);
            }
            return paidBy(amount);
        }

        Account paidBy(long amount) {
            return new Account(
                    branchId,
                    openCents() <= amount ? "paid" : "open",
                    dueCents,
                    paidCents + amount);
        }
    }
}
