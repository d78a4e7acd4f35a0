-- A client is new to the chain once, on one day at one branch: days and branches of a chain add up to it.
select organization_id, first_branch as branch_id, first_day as day,
       uniqExact(user_id) as numerator, 0 as denominator
from (
    select organization_id, user_id, min(sale_day) as first_day,
           argMin(branch_id, (sale_day, created_at, invoice_id)) as first_branch
    from staging.invoices
    where status = 'paid'
    group by organization_id, user_id
) as firsts
group by all
