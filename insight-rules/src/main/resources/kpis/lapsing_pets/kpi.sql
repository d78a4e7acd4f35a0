-- Who went to another branch has not lapsed, so the newest visit is looked for in the whole chain.
with transactions as (
    select i.organization_id as organization_id, i.branch_id as branch_id, a.pet_id as pet_id, i.sale_day as sale_day
    from staging.invoices as i
    inner join staging.appointments as a
        on a.organization_id = i.organization_id and a.appointment_id = i.appointment_id
    where a.status = 'completed'
),
newest as (
    select d.organization_id as organization_id, d.day as day, t.pet_id as pet_id, max(t.sale_day) as last_day,
           argMax(t.branch_id, (t.sale_day, t.branch_id)) as last_branch
    from (select distinct organization_id, day from staging.branch_days) as d
    inner join transactions as t on t.organization_id = d.organization_id
    where t.sale_day <= d.day and t.sale_day > addMonths(d.day, -18)
    group by all
)
select d.organization_id as organization_id, d.branch_id as branch_id, d.day as day,
       groupUniqArray(n.pet_id) as numerator, cast([], 'Array(UUID)') as denominator
from staging.branch_days as d
inner join newest as n on n.organization_id = d.organization_id and n.last_branch = d.branch_id and n.day = d.day
where n.last_day <= addMonths(d.day, -14)
group by all
