with months as (
    select distinct organization_id, branch_id, toStartOfMonth(day) as month from staging.branch_days
),
cohort as (
    select distinct m.organization_id as organization_id, m.branch_id as branch_id, m.month as month, i.user_id as user_id
    from months as m
    inner join staging.invoices as i on i.organization_id = m.organization_id and i.branch_id = m.branch_id
    where i.status = 'paid' and i.sale_day >= addMonths(m.month, -23) and i.sale_day < addMonths(m.month, -11)
),
returned as (
    select distinct m.organization_id as organization_id, m.month as month, i.user_id as user_id, true as is_back
    from (select distinct organization_id, month from months) as m
    inner join staging.invoices as i on i.organization_id = m.organization_id
    where i.status = 'paid' and i.sale_day >= addMonths(m.month, -11) and i.sale_day < addMonths(m.month, 1)
),
wanderers as (
    select organization_id, user_id from staging.invoices where status = 'paid'
    group by organization_id, user_id having uniqExact(branch_id) > 1
)
select c.organization_id as organization_id, c.branch_id as branch_id, c.month as day,
       uniqExactIf(c.user_id, r.is_back) as numerator, uniqExact(c.user_id) as denominator,
       groupUniqArrayIf(
           c.user_id,
           r.is_back
           and (c.organization_id, c.user_id) in (select organization_id, user_id from wanderers)) as numerator_shared,
       groupUniqArrayIf(
           c.user_id, (c.organization_id, c.user_id) in (select organization_id, user_id from wanderers)) as denominator_shared
from cohort as c
left join returned as r
    on r.organization_id = c.organization_id and r.month = c.month and r.user_id = c.user_id
group by all
