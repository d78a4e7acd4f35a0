-- New clients as the KPI of that name has them; two visits on the first day are no second visit.
with firsts as (
    select organization_id, user_id, min(sale_day) as first_day,
           argMin(branch_id, (sale_day, created_at, invoice_id)) as first_branch
    from staging.invoices
    where status = 'paid'
    group by organization_id, user_id
),
visits as (
    select distinct i.organization_id as organization_id, i.user_id as user_id, h.service_day as visit_day
    from staging.invoices as i
    inner join staging.service_histories as h
        on h.organization_id = i.organization_id and h.appointment_id = i.appointment_id
)
select f.organization_id as organization_id, f.first_branch as branch_id, toMonday(f.first_day) as day,
       uniqExactIf(f.user_id, v.visit_day > f.first_day and v.visit_day <= f.first_day + 90) as numerator,
       uniqExact(f.user_id) as denominator
from firsts as f
left join visits as v on v.organization_id = f.organization_id and v.user_id = f.user_id
group by all
