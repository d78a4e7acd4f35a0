-- Two shifts on a day are one staffed day.
select organization_id, branch_id, day, staff_id, sum(net_cents) as numerator, sum(staffed) as denominator
from (
    select l.organization_id as organization_id, l.branch_id as branch_id, toStartOfMonth(l.sale_day) as day,
           a.staff_id as staff_id, l.gross_cents - l.discount_cents as net_cents, 0 as staffed
    from staging.invoice_lines as l
    left join staging.invoices as i on i.organization_id = l.organization_id and i.invoice_id = l.invoice_id
    left join staging.appointments as a
        on a.organization_id = i.organization_id and a.appointment_id = i.appointment_id
    union all
    select organization_id, branch_id, toStartOfMonth(shift_day) as day, toNullable(user_id) as staff_id,
           0 as net_cents, uniqExact(shift_day) as staffed
    from staging.shifts
    group by organization_id, branch_id, day, user_id
) as parts
group by all
