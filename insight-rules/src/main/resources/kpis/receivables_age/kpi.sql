-- Balances are worked out from dated lines and payments, so that a past day comes out the same.
with balances as (
    select d.organization_id as organization_id, d.branch_id as branch_id, d.day as day, m.invoice_id as invoice_id,
           sum(m.cents) as open_cents
    from staging.branch_days as d
    inner join (
        select organization_id, branch_id, invoice_id, sale_day as day, gross_cents - discount_cents + tax_cents as cents
        from staging.invoice_lines
        union all
        select organization_id, branch_id, invoice_id, paid_day as day, -amount_cents as cents
        from staging.payments
    ) as m on m.organization_id = d.organization_id and m.branch_id = d.branch_id
    where m.day <= d.day
    group by all
    having open_cents > 0
)
select b.organization_id as organization_id, b.branch_id as branch_id, b.day as day, i.user_id as user_id,
       multiIf(b.day - i.sale_day <= 30, '0-30', b.day - i.sale_day <= 60, '31-60',
               b.day - i.sale_day <= 90, '61-90', 'over 90') as age_days,
       sum(b.open_cents) as numerator, 0 as denominator
from balances as b
inner join staging.invoices as i on i.organization_id = b.organization_id and i.invoice_id = b.invoice_id
where i.sale_day > b.day - 1100
group by all
