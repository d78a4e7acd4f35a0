package com.bloompetos.api.payment;

import com.bloompetos.api.access.Caller;
import com.bloompetos.api.problem.Problem;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What is charged and how much of it is open; every method runs in the caller's transaction. */
@Repository
public class Invoices {
    private final JdbcClient jdbc;
    private final Deposits deposits;

    Invoices(JdbcClient jdbc, Deposits deposits) {
        this.jdbc = jdbc;
        this.deposits = deposits;
    }

    /**
     * An invoice that has just been made.
     *
     * @param openCents what a deposit has left of it
     */
    public record Bill(UUID invoiceId, long totalCents, long openCents) {}

    /**
     * A visit, or the fee for one that did not take place, with its tax; a deposit pays first.
     *
     * @param charge service, late_fee or no_show_fee; fees are without tax
     */
    public Bill ofVisit(
            Caller caller, UUID appointmentId, String charge, long grossCents, long discountCents) {
        var line =
                jdbc.sql(
                                """
                                with made as (
                                    insert into invoices (organization_id, branch_id, user_id, appointment_id)
                                    select a.organization_id, a.branch_id, p.user_id, a.appointment_id
                                    from appointments a join pets p using (pet_id) where a.appointment_id = :appointment
                                    returning organization_id, branch_id, invoice_id)
                                insert into invoice_lines
                                    (organization_id, branch_id, invoice_id, service_id, kind, charge, quantity, gross_cents, discount_cents, tax_cents)
                                select m.organization_id, m.branch_id, m.invoice_id, s.service_id, 'sale', :charge, 1, :gross, :discount,
                                       case :charge when 'service' then round((:gross - :discount) * s.tax_basis_points / 10000.0)::bigint else 0 end
                                from made m, appointments a join services s using (service_id) where a.appointment_id = :appointment
                                returning invoice_id, gross_cents - discount_cents + tax_cents as total_cents, 0 as open_cents
                                """)
                        .param("appointment", appointmentId)
                        .param("charge", charge)
                        .param("gross", grossCents)
                        .param("discount", discountCents)
                        .query(Bill.class)
                        .single();
        long open =
                line.totalCents()
                        - deposits.use(appointmentId, line.invoiceId(), line.totalCents());
        if (open == 0) {
            jdbc.sql("update invoices set status = 'paid' where invoice_id = ?")
                    .param(line.invoiceId())
                    .update();
        }
        return new Bill(line.invoiceId(), line.totalCents(), open);
    }

    Invoice find(UUID invoiceId) {
        var head =
                jdbc.sql(
                                """
                                select invoice_id, branch_id, user_id, appointment_id, sale_day, status, created_at,
                                       (select coalesce(sum(gross_cents - discount_cents + tax_cents), 0) from invoice_lines l
                                        where l.invoice_id = i.invoice_id) as total_cents,
                                       (select coalesce(sum(amount_cents), 0) from payments p
                                        where p.invoice_id = i.invoice_id) as paid_cents
                                from invoices i where invoice_id = ?
                                """)
                        .param(invoiceId)
                        .query(Invoice.Head.class)
                        .optional()
                        .orElseThrow(() -> Problem.notFound("invoice_id", invoiceId));
        var lines =
                jdbc.sql(
                                """
                                select line_id, service_id, item_id, kind, charge, quantity, gross_cents, discount_cents, tax_cents, created_at
                                from invoice_lines where invoice_id = ? order by line_id
                                """)
                        .param(invoiceId)
                        .query(Invoice.Line.class)
                        .list();
        var payments =
                jdbc.sql(
                                """
                                select payment_id, kind, method, amount_cents, tip_cents, created_at
                                from payments where invoice_id = ? order by payment_id
                                """)
                        .param(invoiceId)
                        .query(Invoice.Paid.class)
                        .list();
        return Invoice.of(head, lines, payments);
    }
}
