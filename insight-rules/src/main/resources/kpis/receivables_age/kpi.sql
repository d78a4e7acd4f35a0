-- Balances are worked out from dated lines and payments, so that a past day comes out the same. Most invoices are paid
-- on their day and stand open on no evening: only the spans in which something is owed meet the calendar.
with movements as (
    select organization_id, branch_id, invoice_id, sale_day as day, gross_cents - discount_cents + tax_cents as cents
    from staging.invoice_lines
    union all
    select organization_id, branch_id, invoice_id, paid_day as day, -amount_cents as cents
    from staging.payments
),
balances as (
    select organization_id, branch_id, invoice_id, day as from_day,
           sum(sum(cents)) over (
               partition by organization_id, invoice_id order by day
               rows between unbounded preceding and current row) as open_cents,
           leadInFrame(day, 1, toDate('2149-06-06')) over (
               partition by organization_id, invoice_id order by day
               rows between current row and unbounded following) as until_day
    from movements
    group by organization_id, branch_id, invoice_id, day
),
owed as (
    select b.organization_id as organization_id, b.branch_id as branch_id, b.from_day as from_day,
           b.until_day as until_day, b.open_cents as open_cents, i.user_id as user_id, i.sale_day as sale_day
    from balances as b
    inner join staging.invoices as i on i.organization_id = b.organization_id and i.invoice_id = b.invoice_id
    where b.open_cents > 0
)
select d.organization_id as organization_id, d.branch_id as branch_id, d.day as day, o.user_id as user_id,
       multiIf(d.day - o.sale_day <= 30, '0-30', d.day - o.sale_day <= 60, '31-60',
               d.day - o.sale_day <= 90, '61-90', 'over 90') as age_days,
       sum(o.open_cents) as numerator, 0 as denominator
from staging.branch_days as d
inner join owed as o on o.organization_id = d.organization_id and o.branch_id = d.branch_id
where o.from_day <= d.day and d.day < o.until_day and o.sale_day > d.day - 1100
group by all
