-- A payment by deposit moves no money: it came in when the deposit was taken.
select organization_id, branch_id, day, method, sum(cents) as numerator, 0 as denominator
from (
    select organization_id, branch_id, paid_day as day, method, amount_cents + tip_cents as cents
    from staging.payments
    where method != 'deposit'
    union all
    select organization_id, branch_id, taken_day as day, method, amount_cents as cents
    from staging.deposits
) as moved
group by all
