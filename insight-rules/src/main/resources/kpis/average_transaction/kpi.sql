select organization_id, branch_id, sale_day as day, staff_id, sum(net_cents) as numerator, countIf(net_cents > 0) as denominator
from (
    select l.organization_id as organization_id, l.branch_id as branch_id, l.sale_day as sale_day, l.invoice_id as invoice_id,
           a.staff_id as staff_id, sum(l.gross_cents - l.discount_cents) as net_cents
    from staging.invoice_lines as l
    left join staging.invoices as i on i.organization_id = l.organization_id and i.invoice_id = l.invoice_id
    left join staging.appointments as a
        on a.organization_id = i.organization_id and a.appointment_id = i.appointment_id
    group by all
) as invoices_of_day
group by all
