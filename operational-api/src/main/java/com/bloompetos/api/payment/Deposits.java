package com.bloompetos.api.payment;

import com.bloompetos.api.access.Caller;
import com.bloompetos.api.problem.Problem;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Money for visits to come; every method runs in the caller's transaction. What was taken and
 * neither given back nor used for an invoice is held.
 */
@Repository
public class Deposits {
    private static final String HELD =
            """
            (select coalesce(sum(d.amount_cents), 0) from deposits d where d.appointment_id = a.appointment_id)
            - (select coalesce(sum(p.amount_cents), 0) from payments p join invoices i using (invoice_id)
               where i.appointment_id = a.appointment_id and p.method = 'deposit')
            """;

    private final JdbcClient jdbc;

    Deposits(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What the service asks for and does not have yet. */
    record AskedFor(UUID branchId, long openCents) {}

    AskedFor askedFor(UUID appointmentId) {
        return jdbc.sql(
                        """
                        select a.branch_id, case a.status when 'scheduled' then greatest(s.deposit_cents - (%s), 0) else 0 end as open_cents
                        from appointments a join services s using (service_id) where a.appointment_id = ?
                        """
                                .formatted(HELD))
                .param(appointmentId)
                .query(AskedFor.class)
                .optional()
                .orElseThrow(() -> Problem.unknown("appointment_id", appointmentId));
    }

    void taken(Caller caller, UUID appointmentId, Intent intent) {
        jdbc.sql(
                        """
                        insert into deposits (organization_id, branch_id, appointment_id, kind, method, amount_cents, intent_id)
                        values (?, ?, ?, 'taken', 'card', ?, ?)
                        """)
                .params(
                        caller.organizationId(),
                        intent.branchId(),
                        appointmentId,
                        intent.amountCents(),
                        intent.intentId())
                .update();
    }

    /** What is held pays the invoice, as far as it goes. */
    public long use(UUID appointmentId, UUID invoiceId, long dueCents) {
        if (dueCents <= 0) {
            return 0;
        }
        return jdbc.sql(
                        """
                        insert into payments (organization_id, branch_id, invoice_id, kind, method, amount_cents)
                        select a.organization_id, a.branch_id, ?, 'payment', 'deposit', least(?, (%1$s))
                        from appointments a where a.appointment_id = ? and (%1$s) > 0
                        returning amount_cents
                        """
                                .formatted(HELD))
                .params(invoiceId, dueCents, appointmentId)
                .query(Long.class)
                .optional()
                .orElse(0L);
    }

    /** What is held goes back to the card that it came from. */
    public void giveBack(UUID appointmentId) {
        jdbc.sql(
                        """
                        insert into deposits (organization_id, branch_id, appointment_id, kind, method, amount_cents, intent_id)
                        select a.organization_id, a.branch_id, a.appointment_id, 'returned', 'card', -(%1$s),
                               (select d.intent_id from deposits d
                                where d.appointment_id = a.appointment_id and d.kind = 'taken' order by d.deposit_id limit 1)
                        from appointments a where a.appointment_id = ? and (%1$s) > 0
                        """
                                .formatted(HELD))
                .param(appointmentId)
                .update();
    }
}
