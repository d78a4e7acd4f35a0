-- Every sale counts twice: on its day, and as what the same weekday a year later is measured by.
with sales as (
    select organization_id, branch_id, arrayJoin([0, 364]) as weeks, sale_day + weeks as day,
           sum(gross_cents - discount_cents) as net_cents
    from staging.invoice_lines
    group by organization_id, branch_id, weeks, day
),
opened as (
    select organization_id, branch_id, min(sale_day) as first_day
    from staging.invoice_lines
    group by organization_id, branch_id
)
select d.organization_id as organization_id, d.branch_id as branch_id, d.day as day,
       sumIf(s.net_cents, s.weeks = 0) - sumIf(s.net_cents, s.weeks = 364) as numerator,
       sumIf(s.net_cents, s.weeks = 364) as denominator
from staging.branch_days as d
inner join opened as o on o.organization_id = d.organization_id and o.branch_id = d.branch_id
inner join sales as s on s.organization_id = d.organization_id and s.branch_id = d.branch_id and s.day = d.day
where o.first_day <= addYears(d.day, -1)
group by all
