-- Who went to another branch has not lapsed, so the newest visit is looked for in the whole chain; the
-- pet lapses at one branch alone, and branches add up.
with transactions as (
    select i.organization_id as organization_id, i.branch_id as branch_id, a.pet_id as pet_id, i.sale_day as sale_day
    from staging.invoices as i
    inner join staging.appointments as a
        on a.organization_id = i.organization_id and a.appointment_id = i.appointment_id
    where a.status = 'completed'
),
newest as (
    select organization_id, branch_id, pet_id, sale_day as last_day,
           leadInFrame(sale_day, 1, toDate('2149-06-06')) over (
               partition by organization_id, pet_id order by sale_day, branch_id
               rows between current row and unbounded following) as next_day
    from transactions
)
select d.organization_id as organization_id, d.branch_id as branch_id, d.day as day,
       uniqExact(n.pet_id) as numerator, 0 as denominator
from staging.branch_days as d
inner join (
    -- Fourteen months are never shorter: who comes more often never meets the calendar.
    select * from newest where next_day > last_day + 420
) as n on n.organization_id = d.organization_id and n.branch_id = d.branch_id
where n.next_day > d.day and n.last_day <= addMonths(d.day, -14) and n.last_day > addMonths(d.day, -18)
group by all
