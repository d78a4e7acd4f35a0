package com.bloompetos.api.payment;

import com.bloompetos.api.access.Caller;
import com.bloompetos.api.access.TenantTransaction;
import com.bloompetos.api.position.Position;
import com.bloompetos.api.position.Positions;
import com.bloompetos.api.position.Written;
import com.bloompetos.api.problem.Problem;
import com.bloompetos.api.problem.ProblemType;
import java.util.UUID;
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
                    if (!after.status().equals(account.status())) {
                        jdbc.sql("update invoices set status = ? where invoice_id = ?")
                                .params(after.status(), wish.invoiceId())
                                .update();
                    }
                    var payment = insert(caller, after, wish);
                    return new Written<>(
                            payment, new Position("payments", payment.paymentId(), endOfLog));
                });
    }

    /** The invoice is locked first: two payments at once see each other's sum. */
    private Account lock(UUID invoiceId) {
        boolean isKnown =
                jdbc.sql("select true from invoices where invoice_id = ? for update")
                        .param(invoiceId)
                        .query(Boolean.class)
                        .optional()
                        .isPresent();
        if (!isKnown) {
            throw Problem.unknown("invoice_id", invoiceId);
        }
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
                .single();
    }

    /** What is given back was not sold: the first line sold is turned by the amount. */
    private void takeBackSale(Caller caller, Account account, NewPayment wish) {
        jdbc.sql(
                        """
                        insert into invoice_lines (organization_id, branch_id, invoice_id, service_id, item_id, kind, quantity, gross_cents)
                        select :organization, :branch, invoice_id, service_id, item_id, 'refund', -1, -:amount
                        from invoice_lines where invoice_id = :invoice and kind = 'sale' order by line_id limit 1
                        """)
                .param("organization", caller.organizationId())
                .param("branch", account.branchId())
                .param("invoice", wish.invoiceId())
                .param("amount", wish.amountCents())
                .update();
    }

    private Payment insert(Caller caller, Account after, NewPayment wish) {
        return jdbc.sql(
                        """
                        insert into payments (organization_id, branch_id, invoice_id, kind, method, amount_cents)
                        values (:organization, :branch, :invoice, :kind, :method, :amount)
                        returning payment_id, branch_id, invoice_id, kind, method, amount_cents, paid_day, created_at,
                                  cast(:status as text) as invoice_status, cast(:open as bigint) as open_cents
                        """)
                .param("organization", caller.organizationId())
                .param("branch", after.branchId())
                .param("invoice", wish.invoiceId())
                .param("kind", wish.isRefund() ? "refund" : "payment")
                .param("method", wish.method().text())
                .param("amount", wish.isRefund() ? -wish.amountCents() : wish.amountCents())
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
            return new Account(
                    branchId,
                    openCents() == amount ? "paid" : "open",
                    dueCents,
                    paidCents + amount);
        }
    }
}
